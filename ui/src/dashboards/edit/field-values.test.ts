import { describe, expect, it } from 'vitest'
import type { Variable } from '../../../../src/model/dashboard.ts'
import { fieldSql, maybeFieldValues } from './field-values.ts'

const variables: Record<string, Variable> = {
  region: { type: 'list', values: ['eu'], multi: true },
  company: { type: 'text' },
}
const isMulti = (name: string) => variables[name]?.multi === true

describe('the values of a field', () => {
  it('are asked in SQL, of what is chosen before only', () => {
    expect(fieldSql({ dataset: 'shop', field: 'service', within: ['region', 'company'] }, isMulti)).toBe(
      'select distinct "service" from "shop" where "service" is not null' +
        ' and ($region is null or "region"::varchar = any($region))' +
        ' and ($company is null or "company"::varchar = $company) order by 1',
    )
  })

  it('are read again from their SQL, whatever their names', () => {
    const names = ['service', ' ', 'a "b" c', 'x" is not null order by 1', '$region', "it's"]
    for (const dataset of names) {
      for (const field of names) {
        for (const within of [[], ['region'], ['company', 'region']]) {
          const values = { dataset, field, within }
          expect(maybeFieldValues(fieldSql(values, isMulti), variables)).toEqual(values)
        }
      }
    }
  })

  it('are not read from what somebody has written otherwise', () => {
    expect(maybeFieldValues(undefined, variables)).toBeUndefined()
    expect(maybeFieldValues('select distinct service from shop order by 1', variables)).toBeUndefined()
    const sql = fieldSql({ dataset: 'shop', field: 'service', within: ['region'] }, () => false)
    expect(maybeFieldValues(sql, variables)).toBeUndefined()
  })
})
