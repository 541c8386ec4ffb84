import type { Command } from './command.ts'

/** Every command by name, loaded when asked for. `token create` is reached as two words. */
const commands: Readonly<Record<string, () => Promise<{ default: Command }>>> = {
  up: () => import('./up.ts'),
  check: () => import('./check.ts'),
  new: () => import('./new.ts'),
  'new function': () => import('./new-function.ts'),
  test: () => import('./test.ts'),
  record: () => import('./record.ts'),
  types: () => import('./editor-types.ts'),
  schema: () => import('./schema.ts'),
  send: () => import('./send.ts'),
  tail: () => import('./tail.ts'),
  search: () => import('./search.ts'),
  sql: () => import('./sql.ts'),
  status: () => import('./status.ts'),
  'monitor list': () => import('./monitor-list.ts'),
  'monitor history': () => import('./monitor-history.ts'),
  'monitor test': () => import('./monitor-test.ts'),
  'monitor silence': () => import('./monitor-silence.ts'),
  'monitor silences': () => import('./monitor-silences.ts'),
  'monitor unsilence': () => import('./monitor-unsilence.ts'),
  'monitor ack': () => import('./monitor-ack.ts'),
  'channel list': () => import('./channel-list.ts'),
  'channel test': () => import('./channel-test.ts'),
  'channel notices': () => import('./channel-notices.ts'),
  'channel show': () => import('./channel-show.ts'),
  'channel retry': () => import('./channel-retry.ts'),
  'channel discard': () => import('./channel-discard.ts'),
  'user list': () => import('./user-list.ts'),
  'user add': () => import('./user-add.ts'),
  'user invite': () => import('./user-invite.ts'),
  'user reset': () => import('./user-reset.ts'),
  'user remove': () => import('./user-remove.ts'),
  'token create': () => import('./token-create.ts'),
  'token list': () => import('./token-list.ts'),
  'token revoke': () => import('./token-revoke.ts'),
  functions: () => import('./functions.ts'),
  'functions run': () => import('./functions-run.ts'),
  views: () => import('./views.ts'),
  'views history': () => import('./views-history.ts'),
  'views refresh': () => import('./views-refresh.ts'),
  'views remove': () => import('./views-remove.ts'),
  verify: () => import('./verify.ts'),
  rejected: () => import('./rejected.ts'),
  'rejected show': () => import('./rejected-show.ts'),
  'rejected edit': () => import('./rejected-edit.ts'),
  'rejected discard': () => import('./rejected-discard.ts'),
  replay: () => import('./replay.ts'),
  quality: () => import('./quality.ts'),
  profile: () => import('./profile.ts'),
  'import grafana': () => import('./import-grafana.ts'),
  rebuild: () => import('./rebuild.ts'),
  completion: () => import('./completion.ts'),
  version: () => import('./version.ts'),
  help: () => import('./help.ts'),
}

export const commandNames = Object.keys(commands)

export function isCommandName(name: string): boolean {
  return Object.hasOwn(commands, name)
}

/** The declaration of a command that exists. */
export async function loadCommand(name: string): Promise<Command> {
  return (await commands[name]!()).default
}

/** All declarations, for the help, the completion and the docs. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(commandNames.map(loadCommand))
}
