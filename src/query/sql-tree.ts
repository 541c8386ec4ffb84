/**
 * The kinds of nodes that DuckDB's `json_serialize_sql` puts out and that a query may consist of. A kind that is not listed is
 * refused: it is new, or it has no business in a query.
 */

/** A node, or any other object of the tree. */
export type TreeNode = { readonly [key: string]: unknown }

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const queryNodes = words('SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE')

export const harmlessNodes = words(`
  SUBQUERY JOIN EMPTY EXPRESSION_LIST PIVOT COLUMN_DATA
  ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER
  ORDER_DEFAULT ASCENDING DESCENDING
  COLUMN_REF STAR POSITIONAL_REFERENCE LAMBDA LAMBDA_REF CASE_EXPR COLLATE VALUE_CONSTANT VALUE_PARAMETER VALUE_DEFAULT
  COMPARE_EQUAL COMPARE_NOTEQUAL COMPARE_LESSTHAN COMPARE_GREATERTHAN COMPARE_LESSTHANOREQUALTO COMPARE_GREATERTHANOREQUALTO
  COMPARE_IN COMPARE_NOT_IN COMPARE_DISTINCT_FROM COMPARE_NOT_DISTINCT_FROM COMPARE_BETWEEN COMPARE_NOT_BETWEEN
  CONJUNCTION_AND CONJUNCTION_OR
  OPERATOR_CAST OPERATOR_NOT OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_COALESCE OPERATOR_NULLIF OPERATOR_TRY
  OPERATOR_UNPACK
  ARRAY_EXTRACT ARRAY_SLICE STRUCT_EXTRACT ARRAY_CONSTRUCTOR ARROW GROUPING_FUNCTION TYPE TYPE_EXPRESSION
`)

/** Nodes that carry a function's name. */
export function isCall(type: string): boolean {
  return type === 'FUNCTION' || type.startsWith('WINDOW_')
}

/** What a type is made of: `DECIMAL_TYPE_INFO`. */
export function isTypeInfo(type: string): boolean {
  return /^[A-Z_]+_TYPE_INFO$/.test(type)
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text at the key, or nothing. */
export function textOf(node: TreeNode, key: string): string {
  const value = node[key]
  return typeof value === 'string' ? value : ''
}
