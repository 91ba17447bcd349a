/** Letters that the tokenizer does not take apart into a base and a mark, as people type them without (see search-form). */
const LETTERS = [
  ['ł', 'l'],
  ['Ł', 'l'],
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['ø', 'o'],
  ['Ø', 'o'],
  ['đ', 'd'],
  ['Đ', 'd'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['ð', 'd'],
  ['Ð', 'd'],
  ['þ', 'th'],
  ['Þ', 'th'],
] as const

const folded = (sql: string): string =>
  LETTERS.reduce((text, [letter, plain]) => `replace(${text}, '${letter}', '${plain}')`, sql)

/** A key as one word of the index: `card-tail:4821` in hexadecimal, so that nothing in it parts it. */
const keyWord = (sql: string): string => `'x' || hex(${sql})`

/**
 * What a ticket is looked for by, in one index whose entries stand in the order of the tickets: the words that a person
 * reads on it, and keys for what must fit exactly. Any number of conditions is one walk along that order, however many tickets
 * each of them fits. The view says where each key lies in a sale; the trigger keeps the index in step, in the
 * transaction of the sale. Of a customer it holds the id alone, as the sale does. A paid sale never changes, so neither does its entry.
 */
export const SALE_SEARCH_TABLES = `
CREATE VIEW sale_fact AS SELECT
  sequence,
  ${folded(`concat_ws(' ',
    (SELECT group_concat(concat_ws(' ', json_extract(value, '$.name'), json_extract(value, '$.barcode')), ' ')
      FROM json_each(paid_sale.body, '$.lines')),
    json_extract(body, '$.cashierName'),
    json_extract(body, '$.reference'))`)} AS words,
  concat_ws(' ',
    ${keyWord(`'number:' || number`)},
    ${keyWord(`'original:' || json_extract(body, '$.returnOf.number')`)},
    ${keyWord(`'operation:' || iif(json_extract(body, '$.returnOf.number') IS NULL, 'sale', 'return')`)},
    ${keyWord(`'cashier:' || json_extract(body, '$.cashierId')`)},
    ${keyWord(`'customer:' || json_extract(body, '$.customerId')`)},
    ${keyWord(`'amount:' || total_minor`)},
    (SELECT group_concat(concat_ws(' ',
        ${keyWord(`'tender:' || json_extract(value, '$.kind')`)},
        iif(json_extract(value, '$.isGiftCard'), ${keyWord(`'tender:gift-card'`)}, NULL),
        ${keyWord(`'payment:' || json_extract(value, '$.paymentNumber')`)},
        ${keyWord(`'card-tail:' || json_extract(value, '$.cardTail')`)},
        ${keyWord(`'amount:' || (json_extract(value, '$.amountMinor')
          + coalesce(json_extract(value, '$.tipMinor'), 0) + coalesce(json_extract(value, '$.cashbackMinor'), 0))`)}), ' ')
      FROM json_each(paid_sale.body, '$.tenders')
      WHERE json_extract(value, '$.outcome') IN ('received', 'approved'))) AS keys
FROM paid_sale;

CREATE VIRTUAL TABLE sale_search USING fts5 (
  words, keys, content = '', detail = 'column', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO sale_search (rowid, words, keys) SELECT sequence, words, keys FROM sale_fact ORDER BY sequence;
CREATE TRIGGER sale_search_added AFTER INSERT ON paid_sale BEGIN
  INSERT INTO sale_search (rowid, words, keys) SELECT sequence, words, keys FROM sale_fact WHERE sequence = new.sequence;
END;

CREATE INDEX paid_sale_by_time ON paid_sale (at);
CREATE INDEX paid_sale_by_original ON paid_sale (json_extract(body, '$.returnOf.saleId'))
  WHERE json_extract(body, '$.returnOf.saleId') IS NOT NULL;
`
