import { Workflow } from 'lucide-react'
import { definePlace } from '../app/place.ts'
import { title } from './title.ts'

export const pipelinePlace = definePlace({
  path: '/pipeline',
  title,
  icon: Workflow,
  needs: 'edit',
  page: () => import('./page.tsx'),
  search: ({ part, tab }) => ({ part, tab }),
})
