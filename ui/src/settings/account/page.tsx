import { type Me, useMe } from '../../client/who.ts'
import { Card } from '../../design/card.tsx'
import { Chip } from '../../design/chip.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { SettingsPage } from '../settings-page.tsx'
import { rightTexts } from '../texts.ts'
import { accountTitle } from '../title.ts'
import { AuthenticatorCard } from './authenticator-card.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { PreferencesCard } from './preferences-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { texts } from './texts.ts'

export default function AccountPage() {
  const { title } = useMessages(accountTitle)
  const me = useMe()
  if (!me) return null
  return (
    <SettingsPage title={title} summary={me.title ? `${me.title} · ${me.name}` : me.name}>
      <div className={classes.columns}>
        <RightsCard me={me} />
        <PreferencesCard />
        {me.is_person && (
          <>
            <PasswordCard me={me} />
            <AuthenticatorCard me={me} />
            <PasskeysCard me={me} />
          </>
        )}
      </div>
      {me.is_person && <SessionsCard />}
    </SettingsPage>
  )
}

function RightsCard({ me: { role, name, may, only, tenant, is_person } }: { me: Me }) {
  const t = useMessages(texts)
  const rights = useMessages(rightTexts)
  return (
    <Card className={classes.block}>
      <h2>{t.rights}</h2>
      <div className={classes.row}>
        <Chip tone="accent">{role}</Chip>
        <span>{may.map((right) => rights[right]).join(', ')}</span>
      </div>
      {tenant && (
        <p>
          {t.ofCompany} <strong>{tenant.title ?? tenant.name}</strong>.
        </p>
      )}
      {only && (
        <p>
          {t.onlyFor} <code>{only.join(', ')}</code>.
        </p>
      )}
      {!is_person && (
        <p>
          {t.asToken} <code>{name}</code>. {t.asTokenHint}
        </p>
      )}
    </Card>
  )
}
