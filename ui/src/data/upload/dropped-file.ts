/** The one file that was dropped; or why there is none that could be taken. */
export function droppedFile({ items, files }: DataTransfer): File | 'folder' | 'several' | undefined {
  const isFolder = [...items].some((item) => item.webkitGetAsEntry?.()?.isDirectory)
  if (isFolder) return 'folder'
  if (files.length > 1) return 'several'
  return files[0]
}
