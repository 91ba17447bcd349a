/**
 * Inline styles the screen needs, as sources of `style-src`. One: react-aria writes a rule for
 * `[data-react-aria-pressable]` into the head when the first key appears (its `usePress`). The screen tests
 * fail when the browser refuses a style, so a changed rule does not go unnoticed.
 */
export const STYLE_HASHES = ["'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"] as const
