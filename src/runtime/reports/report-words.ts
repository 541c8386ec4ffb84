/** What a mail says that brings a report. */
import type { PaperLanguage } from '../../model/paper.ts'

interface Words {
  attached(title: string): string
  /** Its last line. */
  origin(name: string, time: string): string
}

export const reportWords: Readonly<Record<PaperLanguage, Words>> = {
  en: {
    attached: (title) => `The report "${title}" is attached.`,
    origin: (name, time) => `Report ${name}, made on ${time}`,
  },
  es: {
    attached: (title) => `Se adjunta el informe «${title}».`,
    origin: (name, time) => `Informe ${name}, hecho el ${time}`,
  },
}
