/** What a mail says that brings a report. */
import type { PaperLanguage } from '../../model/paper.ts'

export const reportWords: Readonly<Record<PaperLanguage, (title: string) => string>> = {
  en: (title) => `The report "${title}" is attached.`,
  es: (title) => `Se adjunta el informe «${title}».`,
}
