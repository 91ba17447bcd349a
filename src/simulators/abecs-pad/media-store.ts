import { crc16 } from '#hardware/pad/abecs/framing.ts'

/** Pictures a till loads for idle times (ABECS 3.4 and 6.6). Kept until the pad's process ends. */
export interface MediaFile {
  readonly name: string
  /** 1 PNG, 2 JPEG, 3 GIF. */
  readonly type: number
  readonly bytes: Uint8Array
}

export interface MediaPromise {
  readonly name: string
  readonly size: number
  readonly crc: number
  readonly type: number
}

/** A till that loads without end fills no memory. */
const MEDIA_BYTES_MAX = 64 * 1024
const MEDIA_FILES_MAX = 32

export class MediaStore {
  readonly #files = new Map<string, MediaFile>()
  #loading: { readonly promise: MediaPromise; readonly parts: Uint8Array[]; bytes: number } | null = null

  get names(): readonly string[] {
    return [...this.#files.keys()]
  }

  get isLoading(): boolean {
    return this.#loading !== null
  }

  find(name: string): MediaFile | undefined {
    return this.#files.get(name.toUpperCase())
  }

  begin(promise: MediaPromise): void {
    this.#loading = { promise: { ...promise, name: promise.name.toUpperCase() }, parts: [], bytes: 0 }
  }

  /** @returns false when there is no room for it. */
  add(part: Uint8Array): boolean {
    const loading = this.#loading
    if (!loading || loading.bytes + part.length > MEDIA_BYTES_MAX) return false
    loading.parts.push(part)
    loading.bytes += part.length
    return true
  }

  /** @returns whether size and check were what was promised; what was loaded is dropped when not. */
  end(): boolean {
    const loading = this.#loading
    this.#loading = null
    if (!loading) return false
    const { name, size, crc, type } = loading.promise
    const bytes = Uint8Array.from(Buffer.concat(loading.parts))
    const fits = this.#files.has(name) || this.#files.size < MEDIA_FILES_MAX
    if (!fits || bytes.length !== size || crc16(bytes) !== crc) return false
    this.#files.set(name, { name, type, bytes })
    return true
  }

  remove(name: string): void {
    this.#files.delete(name.toUpperCase())
  }
}
