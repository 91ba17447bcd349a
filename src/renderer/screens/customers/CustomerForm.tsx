import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { CUSTOMER_TEXT_MAX, type CustomerFile } from '#contract/views/customer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useMay } from '../../state/allowed.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './customers.module.css'
import { type CustomerForm as Form, type FormField, useCustomerForm } from './use-customer-form.ts'

const LIMIT_MAX = 12
const GROUP_MAX = 24

/** A customer's file, new or known, on one page. Enter saves it from any field. */
export function CustomerForm({
  file,
  onSaved,
  onClose,
}: {
  readonly file: CustomerFile | null
  readonly onSaved: (customerId: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const form = useCustomerForm(file, onSaved)
  const { problem, save } = form
  return (
    <StepDialog
      step={file === null ? t('customers.title') : file.number}
      title={file === null ? t('customer.new') : file.title}
      keys={{ Enter: save, Escape: onClose }}
      onClose={onClose}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={onClose}>
            {t('customer.keep')}
          </Key>
          <p className={classNames('grow sm', styles.refused)} role="alert">
            {problem !== null &&
              (problem.failure === null ? t('note.badAmount') : errorSentence(problem.failure, locale))}
          </p>
          <Key look="primary" keyName={t('key.enter')} onPress={save}>
            <Icon name="check" />
            {t('customer.save')}
          </Key>
        </>
      }
    >
      <Fields form={form} />
    </StepDialog>
  )
}

function Fields({ form }: { readonly form: Form }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const isManager = useMay('manage-accounts')
  const { texts, hasConsented, turnConsent, giveLoyaltyNumber } = form
  const field = (name: FormField, max: number, more: { hint?: string; after?: ReactNode; first?: boolean } = {}) => (
    <Field form={form} name={name} max={max} {...more} />
  )
  return (
    <div className={styles.fields}>
      {field('name', CUSTOMER_TEXT_MAX.name, { first: true })}
      {field('company', CUSTOMER_TEXT_MAX.company)}
      {field('loyaltyNumber', CUSTOMER_TEXT_MAX.loyaltyNumber, {
        after: texts.loyaltyNumber === '' && (
          <Key look="button" className={keys.small} label={t('customer.giveNumberLong')} onPress={giveLoyaltyNumber}>
            {t('customer.giveNumber')}
          </Key>
        ),
      })}
      {field('street', CUSTOMER_TEXT_MAX.street)}
      {field('city', CUSTOMER_TEXT_MAX.city)}
      {field('phone', CUSTOMER_TEXT_MAX.phone)}
      {field('email', CUSTOMER_TEXT_MAX.email)}
      {field('companyNumber', CUSTOMER_TEXT_MAX.companyNumber)}
      {field('vatNumber', CUSTOMER_TEXT_MAX.vatNumber)}
      {field('limit', LIMIT_MAX, isManager ? { hint: currency } : { hint: t('customer.limitByManager') })}
      {field('group', GROUP_MAX)}
      {field('note', CUSTOMER_TEXT_MAX.note)}
      <Key look="button" className={styles.consent} pressed={hasConsented} onPress={turnConsent}>
        <Icon name={hasConsented ? 'ok' : 'stopped'} />
        <span>
          <b>{t(hasConsented ? 'customer.consentGiven' : 'customer.consentMissing')}</b>
          <small>{t('customer.consentText')}</small>
        </span>
      </Key>
    </div>
  )
}

/** Label above, what to know below; what is refused is marked there and said at the foot of the page. */
function Field({
  form,
  name,
  max,
  hint,
  after,
  first = false,
}: {
  readonly form: Form
  readonly name: FormField
  readonly max: number
  readonly hint?: string
  readonly after?: ReactNode
  readonly first?: boolean
}) {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const isRefused = form.problem?.field === name
  useEffect(() => {
    if (first) field.current?.focus()
  }, [first])
  useEffect(() => {
    if (isRefused) field.current?.focus()
  }, [isRefused])
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {t(`customer.field.${name}`)}
        {hint && <small className={styles.hint}>{hint}</small>}
      </label>
      <div className={styles.typed}>
        <input
          ref={field}
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={max}
          aria-invalid={isRefused}
          value={form.texts[name]}
          onChange={(event) => form.type(name, event.target.value)}
        />
        {after}
      </div>
    </div>
  )
}
