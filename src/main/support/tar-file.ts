const BLOCK_BYTES = 512
const NAME_BYTES = 100
const SPACES = ' '.repeat(8)

/** Files as a tar (POSIX ustar), which every system opens; names are short and plain. */
export function tarOf(files: readonly { readonly name: string; readonly content: Buffer }[], atMs: number): Buffer {
  const blocks = files.flatMap(({ name, content }) => [
    header(name, content.length, atMs),
    content,
    Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES),
  ])
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)])
}

function header(name: string, bytes: number, atMs: number): Buffer {
  if (Buffer.byteLength(name) > NAME_BYTES) throw new Error('a name of the bundle is too long')
  const block = Buffer.alloc(BLOCK_BYTES)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  block.write(name, 0)
  block.write(octal(0o600, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(bytes, 12), 124)
  block.write(octal(Math.floor(atMs / 1_000), 12), 136)
  block.write(SPACES, 148)
  block.write('0', 156)
  block.write('ustar\0', 257)
  block.write('00', 263)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
