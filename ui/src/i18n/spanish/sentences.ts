/** The server's sentences in Spanish, by their form. A test sees to it that none that a page can show is missing, and that each is still said. */
import { type Sentences, type Translate, translator } from '../translator.ts'
import { composedSentences, joints } from './composed.ts'
import { dashboardsSentences } from './dashboards.ts'
import { datasetsSentences } from './datasets.ts'
import { functionsSentences } from './functions.ts'
import { mapsSentences } from './maps.ts'
import { monitorsSentences } from './monitors.ts'
import { partsSentences } from './parts.ts'
import { peopleSentences } from './people.ts'
import { projectFileSentences } from './project-file.ts'
import { queriesSentences } from './queries.ts'
import { recordsSentences } from './records.ts'

export const sentences: Sentences = {
  ...peopleSentences,
  ...projectFileSentences,
  ...partsSentences,
  ...functionsSentences,
  ...dashboardsSentences,
  ...mapsSentences,
  ...monitorsSentences,
  ...queriesSentences,
  ...datasetsSentences,
  ...recordsSentences,
  ...composedSentences,
}

const translate = translator(sentences, joints)

/** `de` and `a` melt with the article of what follows: `de el flujo`. */
export const inSpanish: Translate = (text) => {
  const said = translate(text)
  return said === text ? text : said.replace(/\b(de|a) el (?=\p{Ll})/gu, (_, word) => (word === 'a' ? 'al ' : 'del '))
}
