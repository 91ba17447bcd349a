import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { issueCertificate } from './crypto/certificate.ts'
import { NexoTerminal } from './nexo-terminal/terminal.ts'
import { replaceFile } from './process/replace-file.ts'
import { runSimulator, wholeNumber } from './process/simulator-process.ts'

const identitySchema = z.object({ certificate: z.string(), key: z.string() })

/** Its certificate and key: new at each start, or those of a file, which is made where there is none. */
function identityIn(file: string | null) {
  if (file !== null && existsSync(file)) return identitySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const identity = issueCertificate({ name: 'localhost', addresses: ['127.0.0.1'] })
  if (file !== null) replaceFile(file, JSON.stringify(identity))
  return identity
}

await runSimulator(
  {
    name: 'nexo-terminal',
    help: [
      'A standalone terminal that speaks nexo Retailer in JSON over HTTPS, its messages closed under a shared passphrase, for training',
      'and tests: it is sent an amount, serves the customer by itself, remembers what it answered, and keeps a ledger of its own. On',
      '127.0.0.1, at /nexo/, with a certificate of its own.',
      '',
      'Commands: {"do":"certificate"}  its certificate and fingerprint  {"do":"ledger"}  {"do":"pay-by-hand","amountMinor":1234}',
      '          {"do":"customer","acts":"pays"|"declined"|"abandons","takesMs":2000}  for the next order',
      'Trouble:  {"do":"status","says":"NotFound"|"InProgress"|"Busy","times":2}  to questions about an order  {"do":"forget"}',
      '          {"do":"other-amount","more":100}  of the next payment  {"do":"busy","on":true}  {"do":"power","on":false}',
      '          {"do":"twist","hmac":true} | "plain":true | "status":204 | "replay":true | "header":{"ServiceID":"OTHER"} |',
      '          "outside":{"POIID":"OTHER"} | "replace":["EUR","PLN"]  the next answer  {"do":"hang-up-after","bytes":20}',
      '          {"do":"fault","on":"Payment","kind":"drop"|"cut"|"trickle"|"delay"|"stall"|"refuse"|"garbage","times":1} also on',
      '          "Reversal", "TransactionStatus", "Diagnosis", "Reconciliation", "Abort"; {"do":"no-faults"}',
      'Events:   asked {category}  answered {category, receipt}',
    ].join('\n'),
    options: {
      port: { type: 'string', default: '0', about: 'TCP port on 127.0.0.1; 0 takes a free one.' },
      ledger: { type: 'string', about: 'File that keeps what it did, as JSON lines.' },
      identity: { type: 'string', about: 'File that keeps its certificate and key, made where there is none.' },
      'poi-id': { type: 'string', default: 'P400Plus-275039202', about: 'Its own name.' },
      passphrase: { type: 'string', default: 'training', about: 'Of the shared key.' },
      'key-id': { type: 'string', default: 'training-key', about: 'Name of the shared key.' },
      'key-version': { type: 'string', default: '1', about: 'Version of the shared key.' },
      'customer-ms': { type: 'string', default: '1500', about: 'How long a customer takes.' },
    },
    start: async (options, emit) => {
      const terminal = new NexoTerminal(
        {
          port: wholeNumber(options.port, 'port'),
          tls: identityIn(typeof options.identity === 'string' ? options.identity : null),
          ledgerFile: typeof options.ledger === 'string' ? options.ledger : null,
          poiId: String(options['poi-id']),
          passphrase: String(options.passphrase),
          keyIdentifier: String(options['key-id']),
          keyVersion: wholeNumber(options['key-version'], 'key-version'),
          customerMs: wholeNumber(options['customer-ms'], 'customer-ms'),
        },
        emit,
      )
      await terminal.plugIn()
      return terminal
    },
  },
  process.argv.slice(2),
)
