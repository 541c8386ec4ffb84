import { Button, Modal } from '@mantine/core'
import { leave, type Me } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { PasswordForm } from './password-form.tsx'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'
import { TokenForm } from './token-form.tsx'

/** Over the page of somebody whose session has ended: under it all stays as they left it. */
export default function SignInAgain({ me }: { me: Me }) {
  const t = useMessages(texts)
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t.ended}
    >
      <div className={classes.form}>
        <span>{t.endedHint}</span>
        {me.is_person ? <PasswordForm name={me.name} /> : <TokenForm />}
        <Button className={classes.other} variant="subtle" onClick={() => void leave()}>
          {t.leave}
        </Button>
      </div>
    </Modal>
  )
}
