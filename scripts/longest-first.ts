import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes long starts first, so that no core is idle while the last file ends: folders by how much their tests start. */
const folders = ['test/torture/torture.test.ts', 'test/package.test.ts', 'test/browser/', 'test/']

/** The order of the files: by folder, and within one as they took the last time, or by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = folders.findIndex((folder) => moduleId.includes(`/${folder}`))
      return at < 0 ? folders.length : at
    }
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
