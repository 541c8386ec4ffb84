import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadCommands } from '../commands.ts'
import { bashCompletion, fishCompletion, zshCompletion } from './completion-script.ts'

const commands = await loadCommands()
const script = bashCompletion(commands)
const folder = mkdtempSync(join(tmpdir(), 'caudal-completion-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A project runs that has two datasets. */
const caudal = `caudal() { [[ "$*" = "sql show tables --format csv" ]] && printf 'name\\nlines\\nriver\\n'; }`

/** What a real bash offers after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const quoted = ['caudal', ...words].map((word) => `'${word}'`).join(' ')
  const run = `${caudal}\n${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _caudal; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['--norc', '-c', run], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

describe('completion in bash', () => {
  it('offers commands first', () => {
    expect(offered('s')).toEqual(expect.arrayContaining(['send', 'search', 'sql', 'status']))
    expect(offered('s')).not.toContain('up')
  })

  it('offers the second words of a group, and then its options', () => {
    expect(offered('token', '')).toEqual(expect.arrayContaining(['create', 'list', 'revoke', '--help']))
    expect(offered('token', 'create', '--r')).toEqual(['--role'])
  })

  it('offers options of the command, global ones included', () => {
    expect(offered('sql', '--')).toEqual(expect.arrayContaining(['--format', '--param', '--json', '--url']))
    expect(offered('sql', '--histo')).toEqual([])
  })

  it('offers the values of an option and of an argument', () => {
    expect(offered('sql', '--format', 'p')).toEqual(['parquet'])
    expect(offered('completion', 'z')).toEqual(['zsh'])
  })

  it('offers datasets and roles', () => {
    expect(offered('search', '--in', '')).toEqual(['lines', 'river'])
    expect(offered('rebuild', 'l')).toEqual(['lines'])
    expect(offered('token', 'create', '--role', '')).toEqual(['viewer', 'reader', 'writer', 'editor', 'admin'])
    expect(offered('user', 'invite', '--role', 'a')).toEqual(['admin'])
  })

  it('offers what is to be chosen before options, and these once one begins', () => {
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish'])
    expect(offered('completion', '--js')).toEqual(['--json'])
  })

  it('leaves a value that only the user knows to the user', () => {
    expect(offered('search', '--limit', '')).toEqual([])
  })

  it('offers folders where a folder is wanted', () => {
    expect(offered('up', '--data', 'sr')).toEqual(['src'])
  })

  it('finds the command behind global options', () => {
    expect(offered('--json', 'search', '--sin')).toEqual(['--since'])
    expect(offered('--project', 'shop', 'search', '--sin')).toEqual(['--since'])
  })

  it('offers the options of a command that is a group, too', () => {
    expect(offered('functions', '')).toEqual(expect.arrayContaining(['run', '--json']))
    expect(offered('new', '--template', 'l')).toEqual(['logs'])
    expect(offered('functions', 'run', '--f')).toEqual(['--file'])
  })
})

/** What a real fish offers on the line as it stands. */
function offeredByFish(line: string): string[] {
  const run = `${fishCompletion(commands)}\nfunction caudal; printf 'name\\nlines\\nriver\\n'; end\ncomplete -C ${JSON.stringify(line)}`
  const output = execFileSync('fish', ['--no-config', '-c', run], { encoding: 'utf8' })
  return output.split('\n').flatMap((offer) => offer.split('\t')[0] || [])
}

/**
 * What a real zsh offers: one with a terminal, in which a tab is pressed. Instead of showing what it would offer it prints it, each
 * word in a line of its own between two that are marked.
 */
const zshOffers = String.raw`
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "source $1; print rea''dy"
repeat 200; do zpty -r z out; [[ $out == *ready* ]] && break; done
zpty -n -w z "$2"$'\t'
zpty -r -m z out '*offers end*'
print -r -- $out
zpty -d z
`
const zshInside = `
PROMPT=
autoload -Uz compinit; compinit -u -D
bindkey '^I' complete-word
begin-offers() { print; print offers begin }
end-offers() { print offers end }
compprefuncs=(begin-offers)
comppostfuncs=(end-offers)
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- "offer "\${^offered}
}
`

function offeredByZsh(line: string): string[] {
  const inside = join(folder, 'inside.zsh')
  const outside = join(folder, 'outside.zsh')
  writeFileSync(inside, `${zshInside}\n${caudal}\n${zshCompletion(commands)}`)
  writeFileSync(outside, zshOffers)
  const output = execFileSync('zsh', ['-f', outside, inside, line], { encoding: 'utf8', timeout: 60_000 })
  return [...new Set([...output.matchAll(/^offer (.*?)\r*$/gm)].map(([, word]) => word!.trim()))]
}

const isThere = (shell: string) => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0

describe.each([
  ['zsh', offeredByZsh],
  ['fish', offeredByFish],
] as const)('completion in %s', (shell, offeredBy) => {
  it.skipIf(!isThere(shell))(
    `offers commands, second words, options and values as bash does (${shell} is installed)`,
    { timeout: 120_000 },
    () => {
      expect(offeredBy('caudal s').sort()).toEqual(['schema', 'search', 'send', 'sql', 'status'])
      expect(offeredBy('caudal token ').sort()).toEqual(['create', 'list', 'revoke'])
      expect(offeredBy('caudal token create --r')).toEqual(['--role'])
      expect(offeredBy('caudal sql --format p')).toEqual(['parquet'])
      expect(offeredBy('caudal completion z')).toEqual(['zsh'])
      expect(offeredBy('caudal search --in ').sort()).toEqual(['lines', 'river'])
      expect(offeredBy('caudal rebuild l')).toEqual(['lines'])
      expect(offeredBy('caudal token create --role a')).toEqual(['admin'])
      // A command that is a group, too.
      expect(offeredBy('caudal functions ')).toContain('run')
      expect(offeredBy('caudal functions run --f')).toEqual(['--file'])
      expect(offeredBy('caudal new --template l')).toEqual(['logs'])
      expect(offeredBy('caudal new function --t')).not.toContain('--template')
      // The value of a global option is no command.
      expect(offeredBy('caudal --project shop search --sin')).toEqual(['--since'])
    },
  )
})

describe('the scripts for zsh and fish', () => {
  it('names every command and option with its sentence', () => {
    const zsh = zshCompletion(commands)
    const fish = fishCompletion(commands)
    for (const { name, options } of commands) {
      for (const word of name.split(' ')) {
        expect(zsh).toContain(word)
        expect(fish).toContain(word)
      }
      for (const option of Object.keys(options)) {
        expect(zsh).toContain(`--${option}[`)
        expect(fish).toContain(`-l ${option} `)
      }
    }
  })
})
