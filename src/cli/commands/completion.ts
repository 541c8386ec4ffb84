import { defineCommand } from '../command.ts'
import { loadCommands } from '../commands.ts'
import { bashCompletion, fishCompletion, zshCompletion } from '../terminal/completion-script.ts'
import { print, printJson } from '../terminal/terminal.ts'

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

export default defineCommand({
  name: 'completion',
  summary: 'Prints what teaches a shell to complete caudal commands.',
  arguments: [{ name: 'shell', summary: 'The shell.', choices: ['bash', 'zsh', 'fish'] }],
  options: {},
  examples: [
    { line: 'source <(caudal completion bash)', summary: 'In ~/.bashrc' },
    { line: 'source <(caudal completion zsh)', summary: 'In ~/.zshrc, after compinit' },
    { line: 'caudal completion fish > ~/.config/fish/completions/caudal.fish', summary: 'Once, for fish' },
  ],
  async run({ args, globals, terminal }) {
    const script = scripts[args.shell](await loadCommands())
    await (globals.json ? printJson(terminal, { shell: args.shell, script }) : print(terminal, script))
  },
})
