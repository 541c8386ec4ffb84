import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { type PanelType, panelTypes } from '../../src/model/dashboard.ts'
import { brandOptions } from '../../src/project/brand/declaration.ts'
import {
  annotationOptions,
  dashboardFiles,
  dashboardOptions,
  panelOptions,
  queryOptions,
  sectionOptions,
  tabOptions,
  variableOptions,
} from '../../src/project/dashboards/declaration.ts'
import { kindOptions } from '../../src/project/dashboards/kind-options.ts'
import { datasetOptions } from '../../src/project/datasets/declaration.ts'
import { endpointOptions } from '../../src/project/endpoints/declaration.ts'
import type { Schema } from '../../src/project/expectation.ts'
import { functionOptions } from '../../src/project/functions/declaration.ts'
import { triggers } from '../../src/project/functions/trigger-declaration.ts'
import { loginOptions } from '../../src/project/login/declaration.ts'
import { mapOptions } from '../../src/project/maps/declaration.ts'
import { channelOptions, monitorOptions } from '../../src/project/monitors/declaration.ts'
import { roleOptions, tenantOptions } from '../../src/project/people/declaration.ts'
import { reportOptions } from '../../src/project/reports/declaration.ts'
import { projectName, sections } from '../../src/project/sections.ts'
import { streamOptions } from '../../src/project/streams/declaration.ts'
import { viewOptions } from '../../src/project/views/declaration.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'

const example = new URL('../../test/projects/everything/caudal.yaml', import.meta.url)

export const projectFilePage: ReferencePage = {
  file: 'project-file.md',
  async render() {
    return `${generated}# The project file

A project is a folder with \`caudal.yaml\`; it is all that you write. \`caudal check\` tells every mistake in it at once, with line and
column. While a project runs, a saved change is applied to the parts that it concerns, and to nothing else; a mistake leaves
the earlier project running.

${code('yaml', await readFile(example, 'utf8'))}
Its sections are ${sections.map((section) => `\`${section}\``).join(', ')}.

## name

${(projectName as Schema).description}

## sources

What brings records in, by name; the kinds and their options are in [sources](sources.md).

## streams

Durable logs of records, by name. A stream exists by its entry here or because a source or a function writes to it; records can be sent to
each over HTTP. Every project also has \`_caudal\`, Caudal's own log, kept for 7 days unless an entry says otherwise.

${optionsTable(streamOptions)}
## functions

Records in, records out, by name: a module of the project (\`run\`), built-in [functions](functions.md) (\`use\`), or any program (\`command\`). How to
write one is told in [Writing functions](../guides/functions.md).

${optionsTable(functionOptions)}
\`on\` is the name of a stream, or a map. For files that land:

${optionsTable(triggers.file)}
For requests by HTTP:

${optionsTable(triggers.http)}
For times:

${optionsTable(triggers.schedule)}
## datasets

Streams made queryable, by name. A dataset is a table in SQL, and stores the stream of its own name unless \`from\` says another.
What could not be read is the dataset \`<name>_rejected\`. Every project also has \`_caudal\`, kept for 30 days unless an entry says
otherwise.

${optionsTable(datasetOptions)}
## views

Datasets made by SQL from others, by name. A view has the columns that its SQL selects, and \`_time\` for search: a column of that name, else
one of times or days called \`timestamp\`, \`time\`, \`ts\`, \`datetime\` or \`date\`, else the time of its last change. Its rows are exchanged as a whole in one
step: queries see the old ones or the new ones. A refresh that fails keeps the last good rows.

${optionsTable(viewOptions)}
## endpoints

Queries published as REST, by path: \`/temp\`, or \`/stations/{place}\` with a parameter in it. Values are bound to the \`$name\` of the SQL,
never spliced into it. Answers are kept in memory until the data that they were computed from change. The OpenAPI of all endpoints is at
\`/api/endpoints/openapi.json\`; how to publish is told in [Publishing an API](../guides/publishing.md).

${optionsTable(endpointOptions)}
## monitors

Conditions, by name. A monitor looks at each record of a dataset as it comes (\`on\`), or asks a query again and again (\`sql\` or
\`kql\`); see [being told](../guides/being-told.md).

${optionsTable(monitorOptions)}
## channels

Who is told, by name; the kinds and their options are in [channels](channels.md). Every channel also has these:

${optionsTable(channelOptions)}
## dashboards

Where dashboards lie: ${(dashboardFiles as Schema).description} Without this section they lie in the folder \`dashboards\`. A dashboard is
a YAML file; people change it in the browser, which writes the same file and keeps its comments, or with an editor.

${optionsTable(dashboardOptions)}
A variable:

${optionsTable(variableOptions)}
A panel:

${optionsTable(panelOptions)}
What \`options\` may say depends on the kind of panel:

${kindTables()}
A tab:

${optionsTable(tabOptions)}
A section:

${optionsTable(sectionOptions)}
An annotation:

${optionsTable(annotationOptions)}
A query is SQL (\`sql\`), or a search (\`in\`, \`kql\`) with what is computed from what it finds:

${optionsTable(queryOptions)}
## reports

Dashboards that are sent by mail on a schedule, by name, drawn by the server as PDF or as a picture, with the rows of one company where it is for
one. Of times that passed while Caudal did not run the last is made up.

${optionsTable(reportOptions)}
## maps

Tiles that panels of type map are drawn on, by name; a panel names one as \`options.tiles\`. See [dashboards](../guides/dashboards.md#maps-with-streets).

${optionsTable(mapOptions)}
## roles

What people and tokens may do, by name, besides \`viewer\` (dashboards and endpoints), \`reader\` (also search and SQL), \`writer\` (send),
\`editor\` (all of these, and change what runs) and \`admin\`; see [client companies](../guides/client-companies.md).

${optionsTable(roleOptions)}
## tenants

Client companies, by name. Their people and tokens see only the rows whose column \`tenant\` has one of the company's values, whatever they ask.

${optionsTable(tenantOptions)}
## brand

How the project is shown: its name, logo and colour; a tenant may have a \`brand\` of its own, which its people and links see.

${optionsTable(brandOptions)}
## login

Providers of OpenID Connect by which people log in, by name; see [people](../guides/people.md).

${optionsTable(loginOptions)}
## Names

Names of sources, streams, functions, datasets, views, monitors, channels, roles, tenants and providers are lower-case letters, digits and \`_\`, begin with a letter, and have at most 64
characters. Those that begin with \`_\` or end in \`_rejected\` belong to Caudal. A dataset cannot be called by a word of SQL such as \`order\`:
call it otherwise and name its stream with \`from\`.

## Durations and sizes

A duration is a number and one of \`ms\`, \`s\`, \`m\`, \`h\`, \`d\`, \`w\`, \`y\`; a size is a number and one of \`B\`, \`KB\`, \`MB\`, \`GB\`, \`TB\`, in powers of 1024.

## Variables and secrets

\`\${NAME}\` in a value is taken from the environment, or else from a file \`.env\` beside the project file; one that is in neither is
a mistake with its place. Put the value in quotes inside brackets: \`{ path: "\${FOLDER}/*.log" }\`. \`$\${\` stands for \`\${\` itself. What comes in
this way never appears in output or logs, values of one or two characters excepted.

## In an editor

\`caudal new\` writes \`caudal.schema.json\` beside the project file, and \`caudal schema\` prints it: editors with a YAML language server complete
and check the file by it. The same is [here](caudal.schema.json).
`
  },
}

/** The kinds of panels that have options of their own. */
function kindTables(): string {
  const kinds = panelTypes.filter((type) =>
    Object.keys(kindOptions(type).properties).some((name) => name !== 'trellis'),
  )
  const common = `All kinds that ask something:\n\n${optionsTable(kindOptions('line'))}`
  return [common, ...kinds.map((type) => `\`${type}\`:\n\n${optionsTable(ownOptions(type))}`)].join('\n')
}

function ownOptions(type: PanelType) {
  const { trellis: _, ...own } = kindOptions(type).properties
  return Type.Object(own)
}
