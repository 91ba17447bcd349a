import type { CSSProperties } from 'react'

/** The edge of a key, in the colour of its family. */
export const familyColour = (colour: number) => ({ '--fc': `var(--f${colour})` }) as CSSProperties
