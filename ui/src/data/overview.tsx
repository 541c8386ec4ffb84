import { useQuery } from '@tanstack/react-query'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import { projectQuery } from '../client/project.ts'
import { useMay, useMe } from '../client/who.ts'
import { Lineage } from './lineage.tsx'
import classes from './page.module.css'
import { Sample } from './sample.tsx'
import { SizeChart } from './size-chart.tsx'

/** How it grew, where it comes from and who reads it, and its newest records. */
export function Overview({ dataset, isView }: { dataset: DatasetDetail; isView: boolean }) {
  const isOfCompany = useMe()?.tenant !== undefined
  const mayEdit = useMay('edit') && !isOfCompany
  const { data: project } = useQuery({
    ...projectQuery,
    enabled: mayEdit,
  })
  const { name } = dataset
  return (
    <div className={classes.page}>
      {!isOfCompany && (
        <div className={classes.columns}>
          <SizeChart name={name} />
          {project && <Lineage id={`${isView ? 'view' : 'dataset'}:${name}`} graph={project.graph} />}
        </div>
      )}
      <Sample dataset={dataset} />
    </div>
  )
}
