/** The table in which a dataset is filled again has the dataset's name with a mark that no name of a user has. */
const mark = '~next'

export function nextVersionOf(dataset: string): string {
  return `${dataset}${mark}`
}

export function isNextVersion(name: string): boolean {
  return name.includes(mark)
}

/** All versions of a dataset have their files in one folder. */
export function folderNameOf(table: string): string {
  return table.replace(mark, '')
}
