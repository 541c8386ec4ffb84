/** Which methods a path takes, for whoever asks with another one. */
export class Routes {
  readonly #routes: { readonly pieces: readonly string[]; readonly methods: readonly string[] }[] = []

  add(url: string, method: string | readonly string[]): void {
    this.#routes.push({ pieces: url.split('/'), methods: [method].flat() })
  }

  methodsOf(path: string): string[] {
    const wanted = path.split('/')
    const fitting = this.#routes.filter(
      ({ pieces }) =>
        pieces.length === wanted.length && pieces.every((piece, i) => piece.startsWith(':') || piece === wanted[i]),
    )
    return [...new Set(fitting.flatMap(({ methods }) => methods))].filter((method) => method !== 'HEAD')
  }
}
