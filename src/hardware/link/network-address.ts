const PORT_MAX = 65_535

/** Host and port of `tcp://192.168.1.20:8443`; null for what is no place on the network. */
export function networkAddress(endpoint: string): { readonly host: string; readonly port: number } | null {
  const match = /^tcp:\/\/(\[[0-9a-fA-F:.]+\]|[^\s/:[\]]+):(\d{1,5})$/.exec(endpoint)
  const port = Number(match?.[2] ?? 0)
  return match?.[1] && port >= 1 && port <= PORT_MAX ? { host: match[1].replace(/^\[|\]$/g, ''), port } : null
}
