/**
 * The one inline style of the product: react-aria's press handling adds it, with this exact text, to every
 * document it runs in. A test compares the hash with the installed package.
 */
const REACT_ARIA_PRESS_STYLE = 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='

/**
 * What the screen may load: its own files, and nothing from anywhere else. `connect-src 'none'` holds with both
 * carriers, because neither is a network to the page.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${REACT_ARIA_PRESS_STYLE}'`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
