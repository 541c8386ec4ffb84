import { describe, expect, it } from 'vitest'
import { parametersOf } from './sql-parameters.ts'

describe('the parameters of a statement', () => {
  it.each([
    ['select 1', []],
    ['select $a, $b_2 from t where c = $a', ['a', 'b_2']],
    [`select '$a', '''$b', "$c", $d`, ['d']],
    ['select 1 -- $a\n, $b /* $c\n$d */', ['b']],
    ['select $$ $a $$, $tag$ $b $$ $tag$, $c', ['c']],
    ['select $1, $a', ['a']],
  ])('of %s', (sql, names) => {
    expect(parametersOf(sql)).toEqual(names)
  })
})
