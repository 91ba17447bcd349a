/**
 * Inline styles the screen needs, as sources of `style-src`. One: react-aria writes a rule for
 * `[data-react-aria-pressable]` into the head when the first key appears (its `usePress`). A test compares the hash
 * with the rule that the built screen really carries.
 */
export const STYLE_HASHES = ["'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"] as const
