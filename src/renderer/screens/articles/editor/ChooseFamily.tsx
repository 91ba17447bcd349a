import { useTranslation } from 'react-i18next'
import type { FamilyView } from '#contract/views/till-view.ts'
import { FamilyChoice } from '../FamilyChoice.tsx'
import { addCode, changeForm, changeOpen, type OpenArticle, rateOf } from './article-editing.ts'

/** The family of the article; a new one takes its rate. */
export function ChooseFamily({ open: { id, form, rates } }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const back = () => changeOpen({ chooser: null })
  const choose = (family: FamilyView) => {
    const rate = id === null ? rateOf(family, rates) : undefined
    changeForm({ familyId: family.id, ...(rate !== undefined && { vatBasisPoints: rate }) })
    back()
  }
  return (
    <FamilyChoice
      step={form.name.trim() === '' ? t('article.new') : form.name}
      back={t('article.backToIt')}
      currentId={form.familyId}
      onChoose={choose}
      onBack={back}
      onScan={addCode}
    />
  )
}
