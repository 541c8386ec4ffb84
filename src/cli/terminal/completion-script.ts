import { type ArgumentDeclaration, type Command, globalOptions, type OptionDeclaration } from '../command.ts'

/**
 * Completion for bash: a `case` over the command gives its words; options that take one of a few values give these; files and
 * folders are left to bash.
 */
export function bashCompletion(commands: readonly Command[]): string {
  const cases = commands.map(({ name, options, arguments: args }) => {
    const all = Object.entries({ ...options, ...globalOptions })
    const words = [...all.map(([option]) => `--${option}`), ...args.flatMap(({ choices }) => choices ?? [])]
    const values = all.flatMap(([option, declaration]) => bashValues(option, declaration))
    return [
      `    '${name}')`,
      '      case $previous in',
      ...values.map((line) => `        ${line}`),
      '      esac',
      `      words='${words.join(' ')}'`,
      ...(args.some(({ completes }) => completes) ? ['      compopt -o default 2>/dev/null'] : []),
      '      ;;',
    ].join('\n')
  })
  return `# bash completion for caudal: source <(caudal completion bash)
_caudal() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) continue ;; esac
    case $command in
${groupsOf(commands)
  .map((group) => `      ${group}) command="${group} $word"; break ;;`)
  .join('\n')}
      '') command=$word ;;
      *) break ;;
    esac
  done
  COMPREPLY=()
  case $command in
    '') words='${firstWords(commands).join(' ')}' ;;
${groupsOf(commands)
  .map((group) => `    ${group}) words='${secondWords(commands, group).join(' ')} --help' ;;`)
  .join('\n')}
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _caudal caudal
`
}

function bashValues(name: string, { choices, completes, type }: OptionDeclaration): string[] {
  if (choices) return [`--${name}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`]
  if (completes)
    return [`--${name}) COMPREPLY=($(compgen ${completes === 'folder' ? '-d' : '-f'} -- "$current")); return ;;`]
  // A value that only the user knows.
  return type === 'boolean' ? [] : [`--${name}) return ;;`]
}

/** Completion for zsh, with a sentence beside each word. */
export function zshCompletion(commands: readonly Command[]): string {
  const cases = commands.map(({ name, options, arguments: args }) => {
    const specs = [
      ...Object.entries({ ...options, ...globalOptions }).map(([option, declaration]) =>
        zshOption(option, declaration),
      ),
      ...args.map((argument) => zshArgument(argument)),
    ]
    return `    '${name}') _arguments ${specs.map((spec) => `\\\n      ${quote(spec)}`).join(' ')} ;;`
  })
  return `#compdef caudal
# zsh completion for caudal: source <(caudal completion zsh)
_caudal() {
  local context state state_descr line command
  typeset -A opt_args
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands
  .filter(({ name }) => !name.includes(' '))
  .map(({ name, summary }) => `      ${quote(`${name}:${summary}`)}`)
  .join('\n')}
${groupsOf(commands)
  .map((group) => `      ${quote(`${group}:${secondWords(commands, group).join(', ')}`)}`)
  .join('\n')}
    )
    _describe command commands
    return
  fi
  command=$words[2]
  case $command in
${groupsOf(commands)
  .map(
    (group) => `    ${group})
      if (( CURRENT == 3 )); then
        local -a subcommands=(${secondWords(commands, group).join(' ')})
        _describe command subcommands
        return
      fi
      command="${group} $words[3]"
      shift words; (( CURRENT-- )) ;;`,
  )
  .join('\n')}
  esac
  shift words; (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
(( $+functions[compdef] )) && compdef _caudal caudal
`
}

function zshOption(name: string, { summary, multiple, ...declaration }: OptionDeclaration): string {
  const text = summary.replace(/[[\]:]/g, '\\$&')
  const value = declaration.type === 'boolean' ? '' : `:${declaration.value ?? name}:${zshValues(declaration)}`
  return `${multiple ? '*' : ''}--${name}[${text}]${value}`
}

function zshArgument({ name, optional, ...declaration }: ArgumentDeclaration): string {
  return `:${optional ? ':' : ''}${name}:${zshValues(declaration)}`
}

function zshValues({ choices, completes }: Pick<ArgumentDeclaration, 'choices' | 'completes'>): string {
  if (choices) return `(${choices.join(' ')})`
  return completes === 'file' ? '_files' : completes === 'folder' ? '_files -/' : ' '
}

/** Completion for fish: one line a word. */
export function fishCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands)
  const lines = ['# fish completion for caudal: caudal completion fish | source', 'complete -c caudal -f']
  const isFirst = '__fish_use_subcommand'
  for (const group of groups) {
    const seconds = secondWords(commands, group)
    lines.push(`complete -c caudal -n ${isFirst} -a ${group} -d ${quote(seconds.join(', '))}`)
    const missing = `__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${seconds.join(' ')}`
    lines.push(`complete -c caudal -n ${quote(missing)} -a ${quote(seconds.join(' '))}`)
  }
  for (const { name, summary, options, arguments: args } of commands) {
    const words = name.split(' ')
    const isHere = quote(words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and '))
    if (words.length === 1) lines.push(`complete -c caudal -n ${isFirst} -a ${name} -d ${quote(summary)}`)
    for (const [option, declaration] of Object.entries(options)) lines.push(fishOption(isHere, option, declaration))
    for (const { choices, completes } of args) {
      if (choices) lines.push(`complete -c caudal -n ${isHere} -a ${quote(choices.join(' '))}`)
      if (completes) lines.push(`complete -c caudal -n ${isHere} -F`)
    }
  }
  for (const [option, declaration] of Object.entries(globalOptions))
    lines.push(fishOption(undefined, option, declaration))
  return `${lines.join('\n')}\n`
}

function fishOption(condition: string | undefined, name: string, declaration: OptionDeclaration): string {
  const { short, type, choices, completes, summary } = declaration
  return [
    'complete -c caudal',
    ...(condition ? [`-n ${condition}`] : []),
    `-l ${name}`,
    ...(short ? [`-s ${short}`] : []),
    ...(type === 'boolean' ? [] : completes ? ['-r -F'] : ['-x']),
    ...(choices ? [`-a ${quote(choices.join(' '))}`] : []),
    `-d ${quote(summary)}`,
  ].join(' ')
}

/** `token` of `token create`. */
function groupsOf(commands: readonly Command[]): string[] {
  return [...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0]!))]
}

function secondWords(commands: readonly Command[], group: string): string[] {
  return commands.filter(({ name }) => name.startsWith(`${group} `)).map(({ name }) => name.split(' ')[1]!)
}

function firstWords(commands: readonly Command[]): string[] {
  return [
    ...new Set(commands.map(({ name }) => name.split(' ')[0]!)),
    ...Object.keys(globalOptions).map((name) => `--${name}`),
  ]
}

/** A word in single quotes, which all three shells read alike. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
