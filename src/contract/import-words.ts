import type { Locale } from './locale.ts'
import type { ProductColumn } from './views/import-view.ts'

type Words = Readonly<Record<Locale, string>>

/** Our names of the columns of a file of articles: on the screen and at the head of an export. */
export const COLUMN_WORDS: Readonly<Record<ProductColumn, Words>> = {
  reference: { fr: 'Référence', en: 'Reference', pl: 'Indeks', de: 'Artikelnummer' },
  name: { fr: 'Nom', en: 'Name', pl: 'Nazwa', de: 'Name' },
  shortName: { fr: 'Nom court', en: 'Short name', pl: 'Nazwa skrócona', de: 'Kurzname' },
  barcodes: { fr: 'Codes-barres', en: 'Barcodes', pl: 'Kody kreskowe', de: 'Strichcodes' },
  price: { fr: 'Prix TTC', en: 'Price', pl: 'Cena brutto', de: 'Preis' },
  vat: { fr: 'TVA %', en: 'VAT %', pl: 'VAT %', de: 'MwSt. %' },
  family: { fr: 'Famille', en: 'Family', pl: 'Grupa', de: 'Warengruppe' },
  unit: { fr: 'Unité', en: 'Unit', pl: 'Jednostka', de: 'Einheit' },
  openPrice: { fr: 'Prix libre', en: 'Open price', pl: 'Cena otwarta', de: 'Freier Preis' },
  deposit: { fr: 'Consigne', en: 'Deposit', pl: 'Kaucja', de: 'Pfand' },
  stock: { fr: 'Stock', en: 'Stock', pl: 'Stan', de: 'Bestand' },
  parent: { fr: 'Variante de', en: 'Variant of', pl: 'Wariant artykułu', de: 'Variante von' },
  variant: { fr: 'Variante', en: 'Variant', pl: 'Wariant', de: 'Variante' },
  archived: { fr: 'Archivé', en: 'Archived', pl: 'Zarchiwizowany', de: 'Archiviert' },
}

/** What stands in the cells of an export, and in a report of what is to be corrected. */
export const FILE_WORDS = {
  'unit.piece': { fr: 'pièce', en: 'piece', pl: 'szt', de: 'Stück' },
  'unit.kg': { fr: 'kg', en: 'kg', pl: 'kg', de: 'kg' },
  yes: { fr: 'oui', en: 'yes', pl: 'tak', de: 'ja' },
  no: { fr: 'non', en: 'no', pl: 'nie', de: 'nein' },
  'head.line': { fr: 'Ligne', en: 'Line', pl: 'Wiersz', de: 'Zeile' },
  'head.column': { fr: 'Colonne', en: 'Column', pl: 'Kolumna', de: 'Spalte' },
  'head.value': { fr: 'Valeur', en: 'Value', pl: 'Wartość', de: 'Wert' },
  'head.problem': { fr: 'Ce qu’il faut faire', en: 'What to do', pl: 'Co zrobić', de: 'Was zu tun ist' },
  list: { fr: 'Prix {name}', en: 'Price {name}', pl: 'Cena {name}', de: 'Preis {name}' },
  more: {
    fr: '{count} autres lignes à corriger ne sont pas écrites ici.',
    en: '{count} more lines to correct are not written here.',
    pl: 'Dalszych wierszy do poprawy, niewypisanych tutaj: {count}.',
    de: '{count} weitere zu berichtigende Zeilen stehen hier nicht.',
  },
  'family.other': { fr: 'Divers', en: 'Other', pl: 'Inne', de: 'Sonstiges' },
  'files.products': { fr: 'articles', en: 'articles', pl: 'artykuly', de: 'artikel' },
  'files.problems': {
    fr: 'articles-a-corriger',
    en: 'articles-to-correct',
    pl: 'artykuly-do-poprawy',
    de: 'artikel-zu-berichtigen',
  },
} as const satisfies Readonly<Record<string, Words>>

/** Why a row of a file of articles is not read, then what to do. */
const IMPORT_PROBLEMS = {
  quotes: {
    fr: 'La ligne a un guillemet de trop ou de moins. Corrigez les guillemets de cette ligne.',
    en: 'The line has a quotation mark too many or too few. Correct the quotation marks of this line.',
    pl: 'W wierszu jest o jeden cudzysłów za dużo lub za mało. Popraw cudzysłowy w tym wierszu.',
    de: 'Die Zeile hat ein Anführungszeichen zu viel oder zu wenig. Anführungszeichen dieser Zeile berichtigen.',
  },
  'too-long': {
    fr: 'La ligne dépasse {max} caractères. Vérifiez qu’il n’y manque pas une fin de ligne.',
    en: 'The line is longer than {max} characters. Check that no line end is missing.',
    pl: 'Wiersz ma ponad {max} znaków. Sprawdź, czy nie brakuje końca wiersza.',
    de: 'Die Zeile ist länger als {max} Zeichen. Prüfen, ob ein Zeilenende fehlt.',
  },
  columns: {
    fr: 'La ligne a {found} colonnes au lieu de {wanted}. Mettez entre guillemets le texte qui contient un séparateur.',
    en: 'The line has {found} columns instead of {wanted}. Put text that holds a separator between quotation marks.',
    pl: 'Wiersz ma {found} kolumn zamiast {wanted}. Tekst zawierający separator ujmij w cudzysłów.',
    de: 'Die Zeile hat {found} Spalten statt {wanted}. Text mit Trennzeichen in Anführungszeichen setzen.',
  },
  steering: {
    fr: 'Le texte contient des caractères de commande invisibles. Retapez-le.',
    en: 'The text holds invisible control characters. Type it again.',
    pl: 'Tekst zawiera niewidoczne znaki sterujące. Wpisz go ponownie.',
    de: 'Der Text enthält unsichtbare Steuerzeichen. Neu eintippen.',
  },
  unreadable: {
    fr: 'Des lettres sont illisibles. Choisissez un autre codage du fichier, ou retapez ce texte.',
    en: 'Some letters cannot be read. Choose another encoding of the file, or type this text again.',
    pl: 'Niektórych liter nie da się odczytać. Wybierz inne kodowanie pliku lub wpisz tekst ponownie.',
    de: 'Einige Buchstaben sind unlesbar. Andere Kodierung der Datei wählen oder Text neu eintippen.',
  },
  'card-number': {
    fr: 'Cela ressemble à un numéro de carte : rien n’en est gardé. Ôtez-le du fichier.',
    en: 'This looks like a card number: nothing of it is kept. Take it out of the file.',
    pl: 'To wygląda na numer karty: nic nie zapisano. Usuń go z pliku.',
    de: 'Das sieht nach einer Kartennummer aus: nichts davon wird behalten. Aus der Datei entfernen.',
  },
  'name-missing': {
    fr: 'L’article n’a pas de nom. Donnez-lui un nom.',
    en: 'The article has no name. Give it one.',
    pl: 'Artykuł nie ma nazwy. Nadaj mu nazwę.',
    de: 'Der Artikel hat keinen Namen. Namen eintragen.',
  },
  'name-too-long': {
    fr: 'Le nom dépasse {max} caractères. Raccourcissez-le.',
    en: 'The name is longer than {max} characters. Shorten it.',
    pl: 'Nazwa ma ponad {max} znaków. Skróć ją.',
    de: 'Der Name ist länger als {max} Zeichen. Kürzen.',
  },
  'reference-invalid': {
    fr: 'La référence n’est pas utilisable. Prenez au plus {max} lettres, chiffres, points ou tirets.',
    en: 'The reference cannot be used. Take at most {max} letters, figures, points or dashes.',
    pl: 'Tego indeksu nie można użyć. Użyj najwyżej {max} liter, cyfr, kropek lub kresek.',
    de: 'Die Artikelnummer ist nicht verwendbar. Höchstens {max} Buchstaben, Ziffern, Punkte oder Striche.',
  },
  'barcode-invalid': {
    fr: 'Ce n’est pas un code-barres : il faut de {min} à {max} chiffres.',
    en: 'This is no barcode: it takes {min} to {max} figures.',
    pl: 'To nie jest kod kreskowy: potrzeba od {min} do {max} cyfr.',
    de: 'Das ist kein Strichcode: nötig sind {min} bis {max} Ziffern.',
  },
  'barcode-check': {
    fr: 'La clé de contrôle du code-barres est fausse : un chiffre est mal tapé. Relisez-le sur l’article.',
    en: 'The check digit of the barcode is wrong: a figure is mistyped. Read it again from the article.',
    pl: 'Cyfra kontrolna kodu jest błędna: jedna cyfra jest pomylona. Odczytaj kod z artykułu.',
    de: 'Die Prüfziffer des Strichcodes ist falsch: eine Ziffer ist vertippt. Am Artikel neu ablesen.',
  },
  'barcode-spreadsheet': {
    fr: 'Le tableur a arrondi ce code-barres. Mettez la colonne au format texte et retapez le code.',
    en: 'The spreadsheet has rounded this barcode. Format the column as text and type the code again.',
    pl: 'Arkusz zaokrąglił ten kod kreskowy. Ustaw kolumnę jako tekst i wpisz kod ponownie.',
    de: 'Die Tabelle hat diesen Strichcode gerundet. Spalte als Text formatieren und Code neu eintippen.',
  },
  'barcodes-too-many': {
    fr: 'L’article a plus de {max} codes-barres. Ôtez ceux qui ne servent plus.',
    en: 'The article has more than {max} barcodes. Take out those no longer used.',
    pl: 'Artykuł ma ponad {max} kodów. Usuń nieużywane.',
    de: 'Der Artikel hat mehr als {max} Strichcodes. Nicht mehr benutzte entfernen.',
  },
  'pack-invalid': {
    fr: 'Combien de pièces ce code vaut-il ? Écrivez un nombre comme 1 ou 6.',
    en: 'How many pieces is this code? Write a number like 1 or 6.',
    pl: 'Ile sztuk oznacza ten kod? Wpisz liczbę, np. 1 lub 6.',
    de: 'Wie viele Stück sind das? Eine Zahl wie 1 oder 6 schreiben.',
  },
  'barcode-twice': {
    fr: 'Ce code-barres est déjà à la ligne {line}. Laissez-le à un seul article.',
    en: 'This barcode is already in line {line}. Leave it to one article.',
    pl: 'Ten kod jest już w wierszu {line}. Zostaw go jednemu artykułowi.',
    de: 'Dieser Strichcode steht schon in Zeile {line}. Nur einem Artikel lassen.',
  },
  'reference-twice': {
    fr: 'Cet article est déjà à la ligne {line}. Gardez une seule des deux lignes.',
    en: 'This article is already in line {line}. Keep one of the two lines.',
    pl: 'Ten artykuł jest już w wierszu {line}. Zostaw jeden z dwóch wierszy.',
    de: 'Dieser Artikel steht schon in Zeile {line}. Nur eine der beiden Zeilen behalten.',
  },
  'barcode-taken': {
    fr: 'Ce code-barres est déjà celui de l’article « {name} ». Ôtez-le là-bas ou ici.',
    en: 'This barcode already belongs to the article “{name}”. Take it out there or here.',
    pl: 'Ten kod należy już do artykułu „{name}”. Usuń go tam lub tutaj.',
    de: 'Dieser Strichcode gehört schon zum Artikel „{name}“. Dort oder hier entfernen.',
  },
  'two-articles': {
    fr: 'Les codes-barres de la ligne sont ceux de deux articles : « {one} » et « {other} ». Séparez-les.',
    en: 'The barcodes of the line belong to two articles: “{one}” and “{other}”. Separate them.',
    pl: 'Kody w wierszu należą do dwóch artykułów: „{one}” i „{other}”. Rozdziel je.',
    de: 'Die Strichcodes der Zeile gehören zu zwei Artikeln: „{one}“ und „{other}“. Trennen.',
  },
  'price-missing': {
    fr: 'L’article n’a pas de prix. Donnez-lui un prix, ou faites demander le prix à la vente.',
    en: 'The article has no price. Give it one, or have the price asked for at the sale.',
    pl: 'Artykuł nie ma ceny. Podaj cenę lub wybierz pytanie o cenę przy sprzedaży.',
    de: 'Der Artikel hat keinen Preis. Preis eintragen oder beim Verkauf fragen lassen.',
  },
  'price-invalid': {
    fr: 'Ce n’est pas un prix. Écrivez-le comme 12,50 ou 12.50.',
    en: 'This is no price. Write it like 12.50 or 12,50.',
    pl: 'To nie jest cena. Zapisz ją jako 12,50 lub 12.50.',
    de: 'Das ist kein Preis. Als 12,50 oder 12.50 schreiben.',
  },
  'price-negative': {
    fr: 'Un prix ne peut pas être négatif. Écrivez le prix de vente.',
    en: 'A price cannot be below zero. Write the selling price.',
    pl: 'Cena nie może być ujemna. Wpisz cenę sprzedaży.',
    de: 'Ein Preis kann nicht negativ sein. Verkaufspreis eintragen.',
  },
  'price-too-large': {
    fr: 'Le prix dépasse {max}. Vérifiez la virgule.',
    en: 'The price is above {max}. Check the decimal mark.',
    pl: 'Cena przekracza {max}. Sprawdź przecinek.',
    de: 'Der Preis ist höher als {max}. Komma prüfen.',
  },
  'price-zero': {
    fr: 'Le prix est 0 : l’article sera importé et ne coûtera rien. Vérifiez qu’il le faut.',
    en: 'The price is 0: the article will be imported and cost nothing. Check that this is meant.',
    pl: 'Cena wynosi 0: artykuł zostanie wczytany i nic nie będzie kosztować. Sprawdź, czy tak ma być.',
    de: 'Der Preis ist 0: der Artikel wird importiert und kostet nichts. Prüfen, ob das gewollt ist.',
  },
  'vat-invalid': {
    fr: 'Ce n’est pas un taux de TVA. Écrivez-le comme 5,5 ou 20.',
    en: 'This is no VAT rate. Write it like 5.5 or 20.',
    pl: 'To nie jest stawka VAT. Zapisz ją jako 8 lub 23.',
    de: 'Das ist kein Steuersatz. Als 7 oder 19 schreiben.',
  },
  'vat-unknown': {
    fr: 'Ce taux de TVA n’est pas réglé dans la caisse. Elle connaît : {rates}.',
    en: 'This VAT rate is not set up in the till. It knows: {rates}.',
    pl: 'Tej stawki VAT nie ma w kasie. Kasa zna: {rates}.',
    de: 'Dieser Steuersatz ist in der Kasse nicht eingerichtet. Sie kennt: {rates}.',
  },
  'family-invalid': {
    fr: 'Le nom de la famille n’est pas utilisable. Prenez au plus {max} caractères.',
    en: 'The name of the family cannot be used. Take at most {max} characters.',
    pl: 'Tej nazwy grupy nie można użyć. Użyj najwyżej {max} znaków.',
    de: 'Der Name der Warengruppe ist nicht verwendbar. Höchstens {max} Zeichen.',
  },
  'families-full': {
    fr: 'La caisse a déjà {max} familles. Reprenez une famille existante.',
    en: 'The till has {max} families already. Use one of those.',
    pl: 'Kasa ma już {max} grup. Użyj istniejącej grupy.',
    de: 'Die Kasse hat schon {max} Warengruppen. Eine vorhandene nehmen.',
  },
  'unit-unknown': {
    fr: 'L’unité n’est pas connue. Écrivez pièce ou kg.',
    en: 'The unit is not known. Write piece or kg.',
    pl: 'Nieznana jednostka. Wpisz szt lub kg.',
    de: 'Die Einheit ist unbekannt. Stück oder kg schreiben.',
  },
  'yes-no': {
    fr: 'Il faut oui ou non ici.',
    en: 'This takes yes or no.',
    pl: 'Tu wpisz tak lub nie.',
    de: 'Hier ja oder nein eintragen.',
  },
  'stock-invalid': {
    fr: 'Ce n’est pas un stock. Écrivez un nombre comme 12 ou 3,5.',
    en: 'This is no stock count. Write a number like 12 or 3.5.',
    pl: 'To nie jest stan magazynu. Wpisz liczbę, np. 12 lub 3,5.',
    de: 'Das ist kein Bestand. Eine Zahl wie 12 oder 3,5 schreiben.',
  },
  'article-unknown': {
    fr: 'L’article nommé ici n’existe pas. Donnez la référence ou le code-barres d’un article du catalogue.',
    en: 'The article named here does not exist. Give the reference or the barcode of an article of the catalogue.',
    pl: 'Wskazany tu artykuł nie istnieje. Podaj indeks lub kod artykułu z katalogu.',
    de: 'Der hier genannte Artikel existiert nicht. Nummer oder Strichcode eines Artikels aus dem Katalog angeben.',
  },
  'variant-name': {
    fr: 'Une variante a besoin de l’article et du nom de la variante. Remplissez les deux.',
    en: 'A variant takes the article and the name of the variant. Fill in both.',
    pl: 'Wariant wymaga artykułu i nazwy wariantu. Wypełnij oba pola.',
    de: 'Eine Variante braucht den Artikel und den Namen der Variante. Beides ausfüllen.',
  },
  'variant-of-variant': {
    fr: 'Une variante n’a pas de variantes. Choisissez l’article dont toutes deux sont les variantes.',
    en: 'A variant has no variants. Choose the article that both are variants of.',
    pl: 'Wariant nie ma wariantów. Wybierz artykuł, którego oba są wariantami.',
    de: 'Eine Variante hat keine Varianten. Den Artikel wählen, zu dem beide gehören.',
  },
  'stock-reason': {
    fr: 'Le stock change sans motif. Dites pourquoi, en {max} caractères au plus.',
    en: 'The stock changes without a reason. Say why, in at most {max} characters.',
    pl: 'Stan zmienia się bez powodu. Podaj powód, najwyżej {max} znaków.',
    de: 'Der Bestand ändert sich ohne Grund. Grund angeben, höchstens {max} Zeichen.',
  },
  'family-missing': {
    fr: 'L’article n’a pas de famille. Choisissez-en une.',
    en: 'The article has no family. Choose one.',
    pl: 'Artykuł nie ma grupy. Wybierz ją.',
    de: 'Der Artikel hat keine Warengruppe. Eine wählen.',
  },
} as const satisfies Readonly<Record<string, Words>>

export type ImportProblemCode = keyof typeof IMPORT_PROBLEMS

/** The sentence of a problem, its placeholders filled. */
export function problemSentence(
  code: ImportProblemCode,
  details: Readonly<Record<string, string | number>>,
  locale: Locale,
): string {
  return filled(IMPORT_PROBLEMS[code][locale], details)
}

/** A text with `{name}` filled from the details. */
export function filled(words: string, details: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '–'))
}

/** The families that a shop begins with, as the screen calls them. */
export const FAMILY_WORDS: Readonly<Record<string, Words>> = {
  'family.bakery': { fr: 'Boulangerie', en: 'Bakery', pl: 'Pieczywo', de: 'Backwaren' },
  'family.dairy': { fr: 'Crèmerie', en: 'Dairy', pl: 'Nabiał', de: 'Molkerei' },
  'family.deli': { fr: 'Traiteur', en: 'Deli', pl: 'Garmażerka', de: 'Feinkost' },
  'family.drinks': { fr: 'Boissons', en: 'Drinks', pl: 'Napoje', de: 'Getränke' },
  'family.favourites': { fr: 'Favoris', en: 'Favourites', pl: 'Ulubione', de: 'Favoriten' },
  'family.fruit': { fr: 'Fruits', en: 'Fruit', pl: 'Owoce', de: 'Obst' },
  'family.grocery': { fr: 'Épicerie', en: 'Grocery', pl: 'Spożywcze', de: 'Vorrat' },
  'family.sweets': { fr: 'Confiserie', en: 'Sweets', pl: 'Słodycze', de: 'Süßes' },
}
