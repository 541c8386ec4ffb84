/** The OpenAPI document, and a readable page of it. */
import type { FastifyInstance } from 'fastify'

interface Operation {
  summary?: string
  description?: string
  requestBody?: { required?: boolean; content?: Record<string, { schema?: object }> }
  parameters?: { name: string; in: string; description?: string; required?: boolean }[]
}

export function docsRoutes(server: FastifyInstance): void {
  const open = { config: { policy: 'public' }, schema: { hide: true } } as const
  server.get('/api/openapi.json', open, () => server.swagger())
  server.get('/api/docs', open, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(server.swagger())),
  )
}

function page(document: { info: { title: string; description?: string; version: string }; paths?: unknown }): string {
  const { title, description, version } = document.info
  const operations = Object.entries((document.paths ?? {}) as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} API</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h2 { font: 600 1rem ui-monospace, monospace; margin: 2rem 0 .25rem; overflow-wrap: anywhere } b { color: #0b7a75 }
pre { overflow: auto; padding: .75rem; border: 1px solid #8884; border-radius: 6px; font-size: 13px }
</style>
<h1>${escapeHtml(title)} API</h1><p>${escapeHtml(description ?? '')} Version ${escapeHtml(version)}. The machine-readable form is
<a href="/api/openapi.json">/api/openapi.json</a>. Send <code>Authorization: Bearer &lt;token&gt;</code>; errors are <code>{ code, message, at, hint }</code>.</p>
${operations.join('\n')}</html>`
}

function section(method: string, path: string, { summary, description, parameters, requestBody }: Operation): string {
  const body = requestBody?.content?.['application/json']?.schema
  const list = (parameters ?? [])
    .map(({ name, description }) => `<li><code>${escapeHtml(name)}</code> ${escapeHtml(description ?? '')}</li>`)
    .join('')
  return `<section><h2><b>${method.toUpperCase()}</b> ${escapeHtml(path)}</h2><p>${escapeHtml(summary ?? '')}</p>${description ? `<p>${escapeHtml(description)}</p>` : ''}
${list ? `<ul>${list}</ul>` : ''}${requestBody?.required === false ? '<p>The body may be left out.</p>' : ''}${body ? `<pre>${escapeHtml(JSON.stringify(body, null, 2))}</pre>` : ''}</section>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
