import type { Command } from './command.ts'

/** Every command by name, loaded when asked for. `token create` is reached as two words. */
const commands: Readonly<Record<string, () => Promise<{ default: Command }>>> = {
  up: () => import('./commands/up.ts'),
  check: () => import('./commands/check.ts'),
  new: () => import('./commands/new.ts'),
  'new function': () => import('./commands/new-function.ts'),
  test: () => import('./commands/test.ts'),
  record: () => import('./commands/record.ts'),
  types: () => import('./commands/editor-types.ts'),
  schema: () => import('./commands/schema.ts'),
  send: () => import('./commands/send.ts'),
  tail: () => import('./commands/tail.ts'),
  search: () => import('./commands/search.ts'),
  sql: () => import('./commands/sql.ts'),
  status: () => import('./commands/status.ts'),
  'monitor list': () => import('./commands/monitor-list.ts'),
  'monitor history': () => import('./commands/monitor-history.ts'),
  'monitor test': () => import('./commands/monitor-test.ts'),
  'monitor silence': () => import('./commands/monitor-silence.ts'),
  'monitor silences': () => import('./commands/monitor-silences.ts'),
  'monitor unsilence': () => import('./commands/monitor-unsilence.ts'),
  'monitor ack': () => import('./commands/monitor-ack.ts'),
  'channel list': () => import('./commands/channel-list.ts'),
  'channel test': () => import('./commands/channel-test.ts'),
  'channel notices': () => import('./commands/channel-notices.ts'),
  'channel show': () => import('./commands/channel-show.ts'),
  'channel retry': () => import('./commands/channel-retry.ts'),
  'channel discard': () => import('./commands/channel-discard.ts'),
  'report list': () => import('./commands/report-list.ts'),
  'report send': () => import('./commands/report-send.ts'),
  'report draw': () => import('./commands/report-draw.ts'),
  'user list': () => import('./commands/user-list.ts'),
  'user add': () => import('./commands/user-add.ts'),
  'user invite': () => import('./commands/user-invite.ts'),
  'user reset': () => import('./commands/user-reset.ts'),
  'user remove': () => import('./commands/user-remove.ts'),
  'token create': () => import('./commands/token-create.ts'),
  'token list': () => import('./commands/token-list.ts'),
  'token revoke': () => import('./commands/token-revoke.ts'),
  functions: () => import('./commands/functions.ts'),
  'functions run': () => import('./commands/functions-run.ts'),
  views: () => import('./commands/views.ts'),
  'views history': () => import('./commands/views-history.ts'),
  'views refresh': () => import('./commands/views-refresh.ts'),
  'views remove': () => import('./commands/views-remove.ts'),
  verify: () => import('./commands/verify.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  rejected: () => import('./commands/rejected.ts'),
  'rejected show': () => import('./commands/rejected-show.ts'),
  'rejected edit': () => import('./commands/rejected-edit.ts'),
  'rejected discard': () => import('./commands/rejected-discard.ts'),
  replay: () => import('./commands/replay.ts'),
  quality: () => import('./commands/quality.ts'),
  profile: () => import('./commands/profile.ts'),
  'import grafana': () => import('./commands/import-grafana.ts'),
  rebuild: () => import('./commands/rebuild.ts'),
  completion: () => import('./commands/completion.ts'),
  version: () => import('./commands/version.ts'),
  help: () => import('./commands/help.ts'),
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
