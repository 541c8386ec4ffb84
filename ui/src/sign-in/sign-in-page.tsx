import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { EntryPage } from './entry-page.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProviderButtons } from './provider-buttons.tsx'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'
import { TokenForm } from './token-form.tsx'

export default function SignInPage({ isFirst, corner }: { isFirst: boolean; corner: ReactNode }) {
  const t = useMessages(texts)
  const [isByToken, setByToken] = useState(false)
  return (
    <EntryPage title={t.signIn} corner={corner}>
      {isFirst && (
        <div className={classes.notice}>
          <strong>{t.nobodyYet}</strong>
          <span>
            {t.nobodyYetHint} <code>{'first-administrator.txt'}</code>
          </span>
        </div>
      )}
      <ProviderButtons />
      {!isFirst && <PasskeyButton />}
      {isByToken ? <TokenForm /> : <PasswordForm />}
      {!isFirst && !isByToken && <p>{t.forgot}</p>}
      <Button className={classes.other} variant="subtle" onClick={() => setByToken(!isByToken)}>
        {isByToken ? t.usePassword : t.useToken}
      </Button>
    </EntryPage>
  )
}
