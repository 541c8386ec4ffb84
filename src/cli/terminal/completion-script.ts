import { type ArgumentDeclaration, type Command, globalOptions, type OptionDeclaration } from '../command.ts'

/**
 * Completion for bash: a `case` over the command gives its words; options that take one of a few values give these; files and
 * folders are left to bash.
 */
export function bashCompletion(commands: readonly Command[]): string {
  const names = new Set(commands.map(({ name }) => name))
  const pairs = commands.filter(({ name }) => name.includes(' ')).map(({ name }) => `'${name.replace(' ', ':')}'`)
  const cases = commands.map(({ name, options, arguments: args }) => {
    const all = Object.entries({ ...options, ...globalOptions })
    const flags = all.map(([option]) => `--${option}`)
    const others = [...secondWords(commands, name), ...args.flatMap(({ choices }) => choices ?? [])]
    const isDataset = args.some(({ completes }) => completes === 'dataset')
    // Who has to choose one of a few words is not shown options before.
    const isChoice = isDataset || args.some(({ choices }) => choices)
    const values = all.flatMap(([option, declaration]) => bashValues(option, declaration))
    return [
      `    '${name}')`,
      '      case $previous in',
      ...values.map((line) => `        ${line}`),
      '      esac',
      `      words='${(isChoice ? others : [...others, ...flags]).join(' ')}'`,
      ...(isChoice ? [`      [[ $current == -* ]] && words='${flags.join(' ')}'`] : []),
      ...(isDataset ? ['      [[ $current != -* ]] && words="$words $(_caudal_datasets)"'] : []),
      ...(args.some(isPath) ? ['      compopt -o default 2>/dev/null'] : []),
      '      ;;',
    ].join('\n')
  })
  return `# bash completion for caudal: source <(caudal completion bash)
_caudal_datasets() {
  "\${COMP_WORDS[0]}" ${listDatasets} 2>/dev/null | tail -n +2
}
_caudal() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words= word isValue=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $isValue ]]; then isValue=; continue; fi
    case $word in
      ${valuedGlobals.map((name) => `--${name}`).join(' | ')}) isValue=1; continue ;;
      -*) continue ;;
    esac
    case $command:$word in
      :*) command=$word ;;
      ${pairs.join(' | ')}) command="$command $word"; break ;;
      *) break ;;
    esac
  done
  COMPREPLY=()
  case $command in
    '')
      case $previous in
${Object.entries(globalOptions)
  .flatMap(([option, declaration]) => bashValues(option, declaration))
  .map((line) => `        ${line}`)
  .join('\n')}
      esac
      words='${firstWords(commands).join(' ')}' ;;
${groupsOf(commands)
  .filter((group) => !names.has(group))
  .map((group) => `    ${group}) words='${secondWords(commands, group).join(' ')} --help' ;;`)
  .join('\n')}
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _caudal caudal
`
}

function bashValues(name: string, { choices, offers, completes, type }: OptionDeclaration): string[] {
  const words = (choices ?? offers)?.join(' ') ?? (completes === 'dataset' ? '$(_caudal_datasets)' : undefined)
  if (words !== undefined) return [`--${name}) COMPREPLY=($(compgen -W "${words}" -- "$current")); return ;;`]
  if (completes)
    return [`--${name}) COMPREPLY=($(compgen ${completes === 'folder' ? '-d' : '-f'} -- "$current")); return ;;`]
  // A value that only the user knows.
  return type === 'boolean' ? [] : [`--${name}) return ;;`]
}

/** Completion for zsh, with a sentence beside each word. */
export function zshCompletion(commands: readonly Command[]): string {
  const globals = Object.entries(globalOptions).map(([option, declaration]) => zshOption(option, declaration))
  const cases = commands.map(({ name, options, arguments: args }) => {
    const own = Object.entries(options).map(([option, declaration]) => zshOption(option, declaration))
    const specs = [...own, ...globals, ...args.map((argument) => zshArgument(argument))]
    return `    '${name}') ${zshArguments(specs)} ;;`
  })
  return `#compdef caudal
# zsh completion for caudal: source <(caudal completion zsh)
_caudal_datasets() {
  local -a names=(\${(f)"$(caudal ${listDatasets} 2>/dev/null)"})
  names=(\${names[2,-1]})
  (( $#names )) && compadd -a names
}
_caudal() {
  local context state state_descr line command
  typeset -A opt_args
  # Global options may stand before the command.
  while (( CURRENT > 2 )) && [[ $words[2] == -* ]]; do
    case $words[2] in
      ${valuedGlobals.map((name) => `--${name}`).join(' | ')})
        (( CURRENT == 3 )) && break
        words[2,3]=(); (( CURRENT -= 2 )) ;;
      *) words[2]=(); (( CURRENT-- )) ;;
    esac
  done
  if [[ $words[2] == -* ]]; then
    ${zshArguments(globals)}
    return
  fi
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands
  .filter(({ name }) => !name.includes(' '))
  .map(({ name, summary }) => `      ${quote(`${name}:${summary}`)}`)
  .join('\n')}
${groupsOf(commands)
  .filter((group) => !commands.some(({ name }) => name === group))
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
      elif [[ $words[3] == (${secondWords(commands, group).join('|')}) ]]; then
        command="${group} $words[3]"
        shift words; (( CURRENT-- ))
      fi ;;`,
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

function zshArguments(specs: readonly string[]): string {
  return `_arguments ${specs.map((spec) => `\\\n      ${quote(spec)}`).join(' ')}`
}

function zshOption(name: string, { summary, multiple, ...declaration }: OptionDeclaration): string {
  const text = summary.replace(/[[\]:]/g, '\\$&')
  const value = declaration.type === 'boolean' ? '' : `:${declaration.value ?? name}:${zshValues(declaration)}`
  return `${multiple ? '*' : ''}--${name}[${text}]${value}`
}

function zshArgument({ name, optional, ...declaration }: ArgumentDeclaration): string {
  return `:${optional ? ':' : ''}${name}:${zshValues(declaration)}`
}

function zshValues({
  choices,
  offers,
  completes,
}: Pick<OptionDeclaration, 'choices' | 'offers' | 'completes'>): string {
  const words = choices ?? offers
  if (words) return `(${words.join(' ')})`
  if (completes === 'dataset') return '_caudal_datasets'
  return completes === 'file' ? '_files' : completes === 'folder' ? '_files -/' : ' '
}

/** Completion for fish: one line a word. */
export function fishCompletion(commands: readonly Command[]): string {
  const lines = [
    `# fish completion for caudal: caudal completion fish | source
function __caudal_words -d 'The words so far that are no options'
  set -l is_value 0
  for word in (commandline -opc)[2..]
    if test $is_value = 1
      set is_value 0
    else if contains -- $word ${valuedGlobals.map((name) => `--${name}`).join(' ')}
      set is_value 1
    else if not string match -q -- '-*' $word
      echo $word
    end
  end
end
function __caudal_begins -d 'Whether the first words are these'
  set -l words (__caudal_words)
  set -l end (count $argv)
  test "$words[1..$end]" = "$argv"
end
function __caudal_datasets -d 'The datasets of the project that runs here'
  caudal ${listDatasets} 2>/dev/null | tail -n +2
end
function __caudal_are -d 'Whether the words are these'
  set -l words (__caudal_words)
  test "$words" = "$argv"
end
complete -c caudal -f`,
  ]
  const isFirst = quote('__caudal_are')
  for (const group of groupsOf(commands)) {
    const seconds = secondWords(commands, group)
    if (!commands.some(({ name }) => name === group))
      lines.push(`complete -c caudal -n ${isFirst} -a ${group} -d ${quote(seconds.join(', '))}`)
    lines.push(`complete -c caudal -n ${quote(`__caudal_are ${group}`)} -a ${quote(seconds.join(' '))}`)
  }
  for (const { name, summary, options, arguments: args } of commands) {
    const others = secondWords(commands, name).map((second) => `; and not __caudal_begins ${name} ${second}`)
    const isHere = quote(`__caudal_begins ${name}${others.join('')}`)
    if (!name.includes(' ')) lines.push(`complete -c caudal -n ${isFirst} -a ${name} -d ${quote(summary)}`)
    for (const [option, declaration] of Object.entries(options)) lines.push(fishOption(isHere, option, declaration))
    for (const { choices, completes } of args) {
      if (choices) lines.push(`complete -c caudal -n ${isHere} -a ${quote(choices.join(' '))}`)
      if (isPath({ completes })) lines.push(`complete -c caudal -n ${isHere} -F`)
      if (completes === 'dataset') lines.push(`complete -c caudal -n ${isHere} -a '(__caudal_datasets)'`)
    }
  }
  for (const [option, declaration] of Object.entries(globalOptions))
    lines.push(fishOption(undefined, option, declaration))
  return `${lines.join('\n')}\n`
}

function fishOption(condition: string | undefined, name: string, declaration: OptionDeclaration): string {
  const { short, type, choices, offers, completes, summary } = declaration
  const words = (choices ?? offers)?.join(' ') ?? (completes === 'dataset' ? '(__caudal_datasets)' : undefined)
  return [
    'complete -c caudal',
    ...(condition ? [`-n ${condition}`] : []),
    `-l ${name}`,
    ...(short ? [`-s ${short}`] : []),
    ...(type === 'boolean' ? [] : isPath({ completes }) ? ['-r -F'] : ['-x']),
    ...(words === undefined ? [] : [`-a ${quote(words)}`]),
    `-d ${quote(summary)}`,
  ].join(' ')
}

/** One name a line, below a title; nothing where no project runs. */
const listDatasets = "sql 'show tables' --format csv"

function isPath({ completes }: { readonly completes?: ArgumentDeclaration['completes'] | undefined }): boolean {
  return completes === 'file' || completes === 'folder'
}

/** Those that take a value, which is no command. */
const valuedGlobals = Object.entries<OptionDeclaration>(globalOptions)
  .filter(([, { type }]) => type !== 'boolean')
  .map(([name]) => name)

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
