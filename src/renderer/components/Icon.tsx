import { classNames } from './class-names.ts'
import styles from './icon.module.css'
import { ICONS, type IconName } from './icons.tsx'

/** A drawing beside words; it is hidden from screen readers, the words speak. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: 'small' | 'large' | 'huge' }) {
  return (
    <svg className={classNames(styles.icon, size && styles[size])} viewBox="0 0 24 24" aria-hidden="true">
      {ICONS[name]}
    </svg>
  )
}
