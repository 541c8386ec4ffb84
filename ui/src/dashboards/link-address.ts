/** The address of a link, with the values of what was clicked in it; each is one part of the address, whatever it says. */
export function hrefOf(to: string, values: Readonly<Record<string, string | null>>): string {
  return to.replace(/\{([^{}]+)\}/g, (all, field: string) =>
    Object.hasOwn(values, field) ? encodeURIComponent(values[field] ?? '') : all,
  )
}
