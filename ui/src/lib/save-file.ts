/** Hands a file over, which the browser saves. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileNameOf(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Without what a file system gives a meaning. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|]+/g, ' ')
}
