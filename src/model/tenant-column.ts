/** Which column of a dataset says whose a row is. */

/** The column where no other is declared. */
const tenantColumn = '_tenant'

/** Undefined where a dataset lacks the column: no row of it is anybody's. */
export function maybeTenantColumn<Column extends { readonly name: string }>(
  { name, columns }: { readonly name: string; readonly columns: readonly Column[] },
  { columns: declared }: { readonly columns: Readonly<Record<string, string>> },
): Column | undefined {
  const wanted = Object.hasOwn(declared, name) ? declared[name]! : tenantColumn
  return columns.find((each) => each.name.toLowerCase() === wanted.toLowerCase())
}
