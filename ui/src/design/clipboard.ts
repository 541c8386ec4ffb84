import { toast } from './toasts.tsx'

/** Copies a text and says so. Where the page is not served safely there is no clipboard but the old way. */
export async function copy(text: string, done: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text)
  else copyBySelection(text)
  toast({ kind: 'done', message: done })
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
