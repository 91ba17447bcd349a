import { safeStorage } from 'electron'
import type { SafeStorage } from './key-protection.ts'

/**
 * The system's key store through Electron, or null when there is none. Must be called after the app is ready. On
 * Linux the backend `basic_text` encrypts with a password everybody knows, which is none.
 */
export function electronSafeStorage(): SafeStorage | null {
  if (!safeStorage.isEncryptionAvailable()) return null
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    encrypt: (bytes) => safeStorage.encryptString(Buffer.from(bytes).toString('base64')),
    decrypt: (bytes) => Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'),
  }
}
