/** What is typed while the field that is to take it is still on its way. */
let typed = ''
let isListening = false

export function noteTyping(): void {
  typed = ''
  if (!isListening) addEventListener('keydown', note, true)
  isListening = true
}

/** What was typed since; from now on the field gets it. */
export function takeTyped(): string {
  removeEventListener('keydown', note, true)
  isListening = false
  const text = typed
  typed = ''
  return text
}

function note(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Backspace') typed = typed.slice(0, -1)
  else if (event.key.length === 1) typed += event.key
  else return
  event.preventDefault()
}
