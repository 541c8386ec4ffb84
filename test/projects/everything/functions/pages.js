export default {
  async *file(file) {
    for await (const line of file.lines()) yield { line }
  },
}
