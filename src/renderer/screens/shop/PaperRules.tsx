import { useTranslation } from 'react-i18next'
import { CUSTOMER_PAPERS } from '#contract/country-rules.ts'
import type { ShopChange, ShopView } from '#contract/views/shop-view.ts'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { FAVOURITES } from '../devices/PrinterSettings.tsx'
import styles from './shop.module.css'

/** Whether the customer's papers come out unasked, and the goods whose ticket always does. */
export function PaperRules({
  view: { country },
  typed: { customerPaper, guaranteeFamilies = [] },
  change,
}: {
  readonly view: ShopView
  readonly typed: ShopChange
  readonly change: (part: Partial<ShopChange>) => void
}) {
  const { t } = useTranslation()
  const families = useSlice('till').families.filter(({ nameKey }) => nameKey !== FAVOURITES)
  const isOnRequest = customerPaper === 'on-request'
  const toggle = (id: string) => {
    const others = guaranteeFamilies.filter((other) => other !== id)
    change({ guaranteeFamilies: others.length < guaranteeFamilies.length ? others : [...others, id] })
  }
  return (
    <section className={styles.papers} aria-label={t('shop.customerPaper')}>
      <h3 className="cap">{t('shop.customerPaper')}</h3>
      <div className={styles.choices}>
        {CUSTOMER_PAPERS.map((paper) => (
          <Key
            key={paper}
            look="button"
            className={keys.small}
            pressed={paper === customerPaper}
            onPress={() => change({ customerPaper: paper })}
          >
            {t(`shop.paper.${paper}`)}
          </Key>
        ))}
      </div>
      <p className="muted sm">
        {t(`shop.paperText.${customerPaper ?? 'always'}`)} {country === 'fr' && t('shop.paperLaw')}
      </p>
      {isOnRequest && (
        <>
          <h4 className="cap">{t('shop.guarantee')}</h4>
          <div className={styles.choices}>
            {families.map(({ id, nameKey, name }) => (
              <Key
                key={id}
                look="button"
                className={keys.small}
                pressed={guaranteeFamilies.includes(id)}
                onPress={() => toggle(id)}
              >
                {name ?? t(nameKey)}
              </Key>
            ))}
          </div>
          <p className="muted sm">{t('shop.guaranteeText')}</p>
        </>
      )}
    </section>
  )
}
