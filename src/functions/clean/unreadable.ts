/** Why a text is not what it should be, as the end of a sentence. */
export class Unreadable {
  readonly why: string

  constructor(why: string) {
    this.why = why
  }
}
