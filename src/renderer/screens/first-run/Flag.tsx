import type { Country } from '#contract/country-rules.ts'
import { Icon } from '../../components/Icon.tsx'
import styles from './country-step.module.css'

const BANDS: Readonly<Record<Exclude<Country, 'other'>, readonly (readonly [string, string])[]>> = {
  fr: [
    ['#0b3b91', 'M0 0h12v24H0z'],
    ['#fff', 'M12 0h12v24H12z'],
    ['#d1222f', 'M24 0h12v24H24z'],
  ],
  pl: [
    ['#fff', 'M0 0h36v12H0z'],
    ['#d4213d', 'M0 12h36v12H0z'],
  ],
  de: [
    ['#000', 'M0 0h36v8H0z'],
    ['#d00', 'M0 8h36v8H0z'],
    ['#ffce00', 'M0 16h36v8H0z'],
  ],
  gb: [
    ['#012169', 'M0 0h36v24H0z'],
    ['#fff', 'M0 0h4l32 21v3h-4L0 3zM36 0h-4L0 21v3h4L36 3zM14 0h8v24h-8zM0 8h36v8H0z'],
    ['#c8102e', 'M15.6 0h4.8v24h-4.8zM0 9.6h36v4.8H0z'],
  ],
}

/** A picture beside the name, which says the same. */
export function Flag({ country }: { readonly country: Country }) {
  if (country === 'other') return <Icon name="globe" size="large" />
  return (
    <svg className={styles.flag} width="36" height="24" viewBox="0 0 36 24" aria-hidden="true">
      {BANDS[country].map(([fill, path]) => (
        <path key={path} fill={fill} d={path} />
      ))}
    </svg>
  )
}
