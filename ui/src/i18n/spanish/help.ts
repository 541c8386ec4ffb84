/** The help of what is declared, in Spanish, by its English. A test sees to it that nothing that the browser explains is missing. */
import type { Translate } from '../translator.ts'
import { helpOfDatasets } from './help-of-datasets.ts'
import { helpOfMonitors } from './help-of-monitors.ts'
import { helpOfSources } from './help-of-sources.ts'

export const help: Readonly<Record<string, string>> = { ...helpOfSources, ...helpOfDatasets, ...helpOfMonitors }

export const explainedInSpanish: Translate = (text) => help[text] ?? text
