import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { PanelAnswer } from '../../../src/model/dashboard.ts'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ask } from '../client/api.ts'
import { dashboardQuery, dashboardsQuery } from '../client/dashboards.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { nameFor } from '../lib/name-for.ts'
import { levelOf } from './hits.ts'
import { formsOf, type PanelForm, panelOf, timeOf, withPanel } from './panel-of.ts'
import classes from './save-panel-modal.module.css'
import { type ExploreState, useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** Not the name of a dashboard. */
const anew = ''

interface Saved {
  readonly to: string
  readonly newTitle: string
  readonly panel: ReturnType<typeof panelOf>
}

interface SavePanelModalProps {
  readonly searched: readonly DatasetInfo[]
  /** Those of what SQL gave. */
  readonly columns: PanelAnswer['columns']
  readonly onClose: () => void
}

/** The search as a panel of a dashboard that is there, or of one that is made. */
export function SavePanelModal({ searched, columns, onClose }: SavePanelModalProps) {
  const t = useMessages(texts)
  const [state] = useExploreState()
  const { data } = useQuery(dashboardsQuery)
  const open = (data ?? []).filter(({ editable }) => editable)
  const [title, setTitle] = useState('')
  const forms = formsOf(state.mode, columns)
  const [form, setForm] = useState<PanelForm>(forms[0]!)
  const [dataset, setDataset] = useState(searched[0]?.name ?? '')
  const [chosen, setChosen] = useState<string>()
  const [newTitle, setNewTitle] = useState('')
  const to = chosen ?? open[0]?.name ?? anew
  const save = useSavePanel(state)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const level = levelOf(searched.filter(({ name }) => name === dataset))
    save.mutate({ to, newTitle: newTitle.trim(), panel: panelOf(form, title.trim(), state, { dataset, level }) })
  }
  const missing = [
    ...(title.trim() === '' ? [t.panelTitle] : []),
    ...(to === anew && newTitle.trim() === '' ? [t.dashboardTitle] : []),
  ]
  return (
    <Modal opened onClose={onClose} title={t.savePanel} closeButtonProps={{ 'aria-label': t.close }}>
      {save.data ? (
        <div className={classes.form}>
          <p>{t.panelSaved(save.data.title)}</p>
          <div className={classes.tools}>
            <Button onClick={onClose}>{t.close}</Button>
            <Button
              variant="filled"
              renderRoot={(props) => <Link to="/dashboards/$name" params={{ name: save.data.name }} {...props} />}
            >
              {t.openDashboard}
            </Button>
          </div>
        </div>
      ) : (
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            label={t.panelTitle}
            value={title}
            maxLength={200}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            data-autofocus
          />
          <Select
            label={t.panelForm}
            data={forms.map((each) => ({ value: each, label: t.panelForms(each) }))}
            value={form}
            allowDeselect={false}
            onChange={(value) => setForm((value ?? form) as PanelForm)}
          />
          {state.mode === 'kql' && searched.length > 1 && (
            <Select
              label={t.dataset}
              description={t.panelOneDataset}
              data={searched.map(({ name }) => name)}
              value={dataset}
              allowDeselect={false}
              onChange={(value) => setDataset(value ?? dataset)}
            />
          )}
          <Select
            label={t.dashboard}
            data={[
              ...open.map(({ name, title: text }) => ({ value: name, label: text })),
              { value: anew, label: t.newDashboard },
            ]}
            value={to}
            allowDeselect={false}
            onChange={(value) => setChosen(value ?? anew)}
          />
          {to === anew && (
            <TextInput
              label={t.dashboardTitle}
              value={newTitle}
              maxLength={200}
              onChange={({ currentTarget }) => setNewTitle(currentTarget.value)}
            />
          )}
          {save.error && <Problem error={save.error} />}
          {missing.length > 0 && <p className={classes.missing}>{t.stillMissing(missing)}</p>}
          <Button type="submit" variant="filled" disabled={missing.length > 0 || !data} loading={save.isPending}>
            {t.savePanelDo}
          </Button>
        </form>
      )}
    </Modal>
  )
}

function useSavePanel(state: ExploreState) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ to, newTitle, panel }: Saved) => {
      if (to !== anew) {
        const { version, dashboard } = await ask('GET /api/dashboards/{dashboard}', { path: { dashboard: to } })
        return put(to, { ...withPanel(dashboard, panel) }, version)
      }
      const dashboards = await dashboardsQuery.queryFn()
      const name = nameFor(
        newTitle,
        dashboards.map((one) => one.name),
      )
      const empty = { title: newTitle, time: timeOf(state), variables: {}, panels: {} }
      return put(name, { ...withPanel(empty, panel) })
    },
    onSuccess: ({ name }) => {
      void client.invalidateQueries({ queryKey: dashboardsQuery.queryKey })
      void client.invalidateQueries({ queryKey: dashboardQuery(name).queryKey })
    },
  })
}

function put(name: string, dashboard: Record<string, unknown>, version?: string) {
  return ask('PUT /api/dashboards/{dashboard}', {
    path: { dashboard: name },
    body: { dashboard, ...(version === undefined ? {} : { version }) },
  })
}
