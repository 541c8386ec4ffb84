import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { loadCommands } from '../commands.ts'
import { bashCompletion, fishCompletion, zshCompletion } from './completion-script.ts'

const commands = await loadCommands()
const script = bashCompletion(commands)

/** What a real bash offers after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const quoted = ['caudal', ...words].map((word) => `'${word}'`).join(' ')
  const run = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _caudal; printf '%s\\n' "\${COMPREPLY[@]}"`
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

  it('leaves a value that only the user knows to the user', () => {
    expect(offered('search', '--limit', '')).toEqual([])
  })

  it('offers folders where a folder is wanted', () => {
    expect(offered('up', '--data', 'sr')).toEqual(['src'])
  })

  it('finds the command behind global options', () => {
    expect(offered('--json', 'search', '--sin')).toEqual(['--since'])
  })
})

describe('completion in zsh and fish', () => {
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
