/** Text with `{{name}}` in it, as people know it from Mustache; there are no sections, because nothing here is a loop. */
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The names that a template asks for, each once, in their order. */
export function fieldsOf(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, name = '']) => name))]
}

/** Puts the values in place of their names; a name without a value is empty. */
export function fillTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(placeholder, (_all, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : '',
  )
}
