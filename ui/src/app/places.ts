/** Every place, in the order of the rail. */
import { dashboardPlace, dashboardsPlace, sharedPlace } from '../dashboards/place.ts'
import { dataPlace, datasetPlace } from '../data/place.ts'
import { endpointsPlace } from '../endpoints/place.ts'
import { explorePlace } from '../explore/place.ts'
import { functionsPlace } from '../functions/place.ts'
import { monitorsPlace } from '../monitors/place.ts'
import { pipelinePlace } from '../pipeline/place.ts'
import { rejectedPlace } from '../rejected/place.ts'
import { reportsPlace } from '../reports/place.ts'
import { settingsPlaces } from '../settings/place.ts'
import { newSourcePlace, sourcePlace } from '../sources/place.ts'
import type { Place } from './place.ts'

export const places: readonly Place[] = [
  explorePlace,
  dashboardsPlace,
  dashboardPlace,
  sharedPlace,
  reportsPlace,
  dataPlace,
  datasetPlace,
  pipelinePlace,
  rejectedPlace,
  monitorsPlace,
  functionsPlace,
  endpointsPlace,
  newSourcePlace,
  sourcePlace,
  ...settingsPlaces,
]
