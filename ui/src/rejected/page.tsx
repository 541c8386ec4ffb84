import { Button, Loader } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRejectedHolders } from '../client/rejected-holders.ts'
import { useDetails } from '../design/details.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { PageHead } from '../design/page-head.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import { ReasonList } from './reason-list.tsx'
import { ReasonView } from './reason-view.tsx'
import { type Reason, useReasons } from './records.ts'
import { texts } from './texts.ts'

interface Chosen {
  readonly in?: string
  readonly reason?: string
}

/** What could not be stored, why, and what is to become of it. */
export default function RejectedPage() {
  const t = useMessages(texts)
  const holders = useRejectedHolders()
  const reasons = useReasons(holders ?? [])
  const chosen = useSearch({ strict: false }) as Chosen
  const navigate = useNavigate()
  const { details, show } = useDetails()
  if (!holders || !reasons) return <Loader size="sm" />
  const open = holders.reduce((sum, each) => sum + each.open, 0)
  const reason = chosenOf(reasons, chosen)
  if (!reason) {
    return (
      <EmptyState
        title={t.none}
        action={<Button renderRoot={(props) => <Link to="/pipeline" {...props} />}>{t.toPipeline}</Button>}
      >
        {t.noneHint}
      </EmptyState>
    )
  }
  const choose = ({ dataset, reason }: Reason) =>
    void navigate({ to: '/rejected', search: { in: dataset, reason: reason ?? undefined } }).then(show)
  const holder = holders.find(({ dataset }) => dataset === reason.dataset)
  return (
    <div className={classes.page}>
      <PageHead title={t.wait(open, formatNumber(open))} about={t.nothingIsLost} />
      <ReasonList reasons={reasons} chosen={reason} onChoose={choose} />
      <div ref={details} className={classes.details}>
        <ReasonView key={`${reason.dataset} ${reason.reason}`} reason={reason} of={holder?.of} />
      </div>
    </div>
  )
}

/** That of the address, while it has open ones; else the first of its dataset, else the first of all. */
function chosenOf(reasons: readonly Reason[], { in: dataset, reason }: Chosen): Reason | undefined {
  const ofDataset = reasons.filter((each) => dataset === undefined || each.dataset === dataset)
  return ofDataset.find((each) => each.reason === reason) ?? ofDataset[0] ?? reasons[0]
}
