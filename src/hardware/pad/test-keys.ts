/**
 * Serial numbers of keys derived from the base key that ANSI X9.24-1 publishes with its test vectors
 * (`FFFF9876543210E00000`): ten hexadecimal digits name the base key, the rest names device and use. Whoever reads the
 * standard can decrypt what such a key encrypts, so a till that sells must refuse a pad that holds one.
 */
const PUBLISHED_BASE_KEYS: readonly string[] = ['FFFF987654']

/** True when a key of that serial number (20 hexadecimal digits) is known to everyone. */
export function isTestKeySerial(keySerialHex: string): boolean {
  const serial = keySerialHex.toUpperCase()
  return PUBLISHED_BASE_KEYS.some((prefix) => serial.startsWith(prefix))
}
