<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Capsa</source>
        <translation>Over Capsa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>AboutPart</name>
    <message>
        <source>The wallet for what you have learned. Free software, Apache License 2.0.</source>
        <translation>De wallet voor wat je hebt geleerd. Vrije software, Apache License 2.0.</translation>
    </message>
    <message>
        <source>Versions and licences</source>
        <translation>Versies en licenties</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versies</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licenties</translation>
    </message>
    <message>
        <source>Copy this text</source>
        <translation>Deze tekst kopiëren</translation>
    </message>
    <message>
        <source>What you copy here holds versions only, nothing of yours. Nothing is sent.</source>
        <translation>Wat je hier kopieert bevat alleen versies, niets van jou. Er wordt niets verstuurd.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bewerken</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hulp</translation>
    </message>
    <message>
        <source>Add from file…</source>
        <translation>Toevoegen uit bestand…</translation>
    </message>
    <message>
        <source>Add credentials from a file on this computer</source>
        <translation>Voeg bewijzen toe uit een bestand op deze computer</translation>
    </message>
    <message>
        <source>Paste to add</source>
        <translation>Plakken om toe te voegen</translation>
    </message>
    <message>
        <source>Add what is on the clipboard: text, a link, a picture or files</source>
        <translation>Voeg toe wat op het klembord staat: tekst, een link, een afbeelding of bestanden</translation>
    </message>
    <message>
        <source>Scan the screen</source>
        <translation>Scherm scannen</translation>
    </message>
    <message>
        <source>Read a code that is shown on the screen</source>
        <translation>Lees een code die op het scherm staat</translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation>Scannen met de camera</translation>
    </message>
    <message>
        <source>Read a code that you hold before the camera</source>
        <translation>Lees een code die je voor de camera houdt</translation>
    </message>
    <message>
        <source>Add from a link…</source>
        <translation>Toevoegen vanaf een link…</translation>
    </message>
    <message>
        <source>Add a credential from an address on the web</source>
        <translation>Voeg een bewijs toe vanaf een adres op het web</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>Delen…</translation>
    </message>
    <message>
        <source>Give somebody a copy of the selected credentials</source>
        <translation>Geef iemand een kopie van de gekozen bewijzen</translation>
    </message>
    <message>
        <source>Export the original file…</source>
        <translation>Oorspronkelijk bestand bewaren…</translation>
    </message>
    <message>
        <source>Save the credential exactly as it was issued</source>
        <translation>Bewaar het bewijs precies zoals het is uitgegeven</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Nu een reservekopie maken…</translation>
    </message>
    <message>
        <source>Write one encrypted file with everything in this wallet</source>
        <translation>Schrijf één versleuteld bestand met alles uit deze wallet</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Terugzetten uit een reservekopie…</translation>
    </message>
    <message>
        <source>Bring back what an encrypted backup holds</source>
        <translation>Haal terug wat in een versleutelde reservekopie staat</translation>
    </message>
    <message>
        <source>Wallets…</source>
        <translation>Wallets…</translation>
    </message>
    <message>
        <source>Open another wallet or make a new one</source>
        <translation>Open een andere wallet of maak een nieuwe</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Op slot</translation>
    </message>
    <message>
        <source>Close the wallet until the passphrase is given again</source>
        <translation>Sluit de wallet tot de wachtzin opnieuw is gegeven</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Afsluiten</translation>
    </message>
    <message>
        <source>Lock the wallet and close</source>
        <translation>Doe de wallet op slot en sluit af</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>Draai de laatste wijziging terug</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Opnieuw uitvoeren</translation>
    </message>
    <message>
        <source>Make the change again after all</source>
        <translation>Voer de wijziging toch weer uit</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Search in everything you earned</source>
        <translation>Zoek in alles wat je hebt behaald</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Opnieuw controleren</translation>
    </message>
    <message>
        <source>Check the selected credentials again, now</source>
        <translation>Controleer de gekozen bewijzen nu opnieuw</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favoriet</translation>
    </message>
    <message>
        <source>Mark or unmark the selected credentials as favourites</source>
        <translation>Maak de gekozen bewijzen favoriet, of juist niet meer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Move to Recently removed; it can be taken back for 30 days</source>
        <translation>Verplaats naar Pas verwijderd; dat kan 30 dagen lang worden teruggedraaid</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Naar boven</translation>
    </message>
    <message>
        <source>Put the item one place earlier</source>
        <translation>Zet het onderdeel één plaats eerder</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Naar beneden</translation>
    </message>
    <message>
        <source>Put the item one place later</source>
        <translation>Zet het onderdeel één plaats later</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Return to the page before</source>
        <translation>Ga terug naar de vorige pagina</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliotheek</translation>
    </message>
    <message>
        <source>Show everything you earned</source>
        <translation>Toon alles wat je hebt behaald</translation>
    </message>
    <message>
        <source>As cards</source>
        <translation>Als kaarten</translation>
    </message>
    <message>
        <source>Show the library as cards</source>
        <translation>Toon de bibliotheek als kaarten</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>Als lijst</translation>
    </message>
    <message>
        <source>Show the library as a list</source>
        <translation>Toon de bibliotheek als lijst</translation>
    </message>
    <message>
        <source>As a timeline</source>
        <translation>Als tijdlijn</translation>
    </message>
    <message>
        <source>Show the library along the years</source>
        <translation>Toon de bibliotheek langs de jaren</translation>
    </message>
    <message>
        <source>Check someone else’s</source>
        <translation>Van een ander controleren</translation>
    </message>
    <message>
        <source>Check credentials that another person gave you; nothing is stored</source>
        <translation>Controleer bewijzen die een ander je gaf; er wordt niets bewaard</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Put together what you learned, for people and for programs</source>
        <translation>Stel samen wat je hebt geleerd, voor mensen en voor programma’s</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Language, look, security, known issuers</source>
        <translation>Taal, uiterlijk, beveiliging, bekende uitgevers</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Volgend deel van het venster</translation>
    </message>
    <message>
        <source>Move the keyboard focus to the next part of the window</source>
        <translation>Ga met het toetsenbord naar het volgende deel van het venster</translation>
    </message>
    <message>
        <source>Show what you can do here</source>
        <translation>Toon wat je hier kunt doen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Sneltoetsen</translation>
    </message>
    <message>
        <source>Show all keyboard shortcuts</source>
        <translation>Toon alle sneltoetsen</translation>
    </message>
    <message>
        <source>About Capsa</source>
        <translation>Over Capsa</translation>
    </message>
    <message>
        <source>Version, licences and what works on this computer</source>
        <translation>Versie, licenties en wat op deze computer werkt</translation>
    </message>
</context>
<context>
    <name>AddDialog</name>
    <message>
        <source>Add credentials</source>
        <translation>Bewijzen toevoegen</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lezen</translation>
    </message>
    <message>
        <source>S&amp;top reading</source>
        <translation>S&amp;toppen met lezen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Drop files, a picture of a code or a link here, paste with Ctrl+V, or choose a way above.</source>
        <translation>Sleep hier bestanden, een afbeelding van een code of een link naartoe, plak met Ctrl+V, of kies hierboven een manier.</translation>
    </message>
    <message>
        <source>What to do with this one</source>
        <translation>Wat er met dit bewijs moet gebeuren</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Bestand &amp;openen…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Plakken</translation>
    </message>
    <message>
        <source>&amp;Link…</source>
        <translation>&amp;Link…</translation>
    </message>
    <message>
        <source>&amp;Scan the screen</source>
        <translation>&amp;Scherm scannen</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Camera</translation>
    </message>
    <message>
        <source>For this one</source>
        <translation>Voor dit bewijs</translation>
    </message>
    <message>
        <source>Address of the credential</source>
        <translation>Adres van het bewijs</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>O&amp;phalen</translation>
    </message>
    <message>
        <source>Add credentials from files</source>
        <translation>Bewijzen toevoegen uit bestanden</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard that can be read.</source>
        <translation>Op het klembord staat niets dat te lezen is.</translation>
    </message>
    <message>
        <source>Type or paste an address that starts with https://.</source>
        <translation>Typ of plak een adres dat met https:// begint.</translation>
    </message>
    <message>
        <source>Code on the screen</source>
        <translation>Code op het scherm</translation>
    </message>
    <message>
        <source>Code before the camera</source>
        <translation>Code voor de camera</translation>
    </message>
    <message>
        <source>Reading and checking…</source>
        <translation>Lezen en controleren…</translation>
    </message>
    <message>
        <source>Checking {done} of {total}: {name}</source>
        <translation>Bezig met {done} van {total}: {name}</translation>
    </message>
    <message>
        <source>There is no credential in it.</source>
        <translation>Er zit geen bewijs in.</translation>
    </message>
    <message>
        <source>Reading was stopped. Nothing was added.</source>
        <translation>Het lezen is gestopt. Er is niets toegevoegd.</translation>
    </message>
    <message>
        <source>{found} found, {chosen} chosen.</source>
        <translation>{found} gevonden, {chosen} gekozen.</translation>
    </message>
    <message>
        <source>&amp;Add {count}</source>
        <translation>{count} toe&amp;voegen</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>Toe&amp;voegen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>{kept} added or already there, {refused} not added. The list says why.</source>
        <translation>{kept} toegevoegd of al aanwezig, {refused} niet toegevoegd. De lijst zegt waarom.</translation>
    </message>
    <message>
        <source>{count} in your wallet now.</source>
        <translation>{count} nu in je wallet.</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>See &amp;what is offered…</source>
        <translation>Bekijk &amp;wat wordt aangeboden…</translation>
    </message>
    <message>
        <source>Ans&amp;wer this request…</source>
        <translation>Dit verzoek be&amp;antwoorden…</translation>
    </message>
</context>
<context>
    <name>AskTree</name>
    <message>
        <source>What is asked for</source>
        <translation>Wat wordt gevraagd</translation>
    </message>
    <message>
        <source>What they would see</source>
        <translation>Wat ze zouden zien</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nodig</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>niet nodig</translation>
    </message>
    <message>
        <source>Credential {number}, {needed}</source>
        <translation>Bewijs {number}, {needed}</translation>
    </message>
    <message>
        <source>You have nothing that answers this.</source>
        <translation>Je hebt niets dat hierop antwoordt.</translation>
    </message>
    <message>
        <source>This certificate can only be shared whole.</source>
        <translation>Dit bewijs kan alleen in zijn geheel worden gedeeld.</translation>
    </message>
    <message>
        <source>Personal: show it only to somebody who needs it.</source>
        <translation>Persoonlijk: toon het alleen aan iemand die het nodig heeft.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Back up</source>
        <translation>Reservekopie maken</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Nu maken</translation>
    </message>
    <message>
        <source>Everything in your wallet goes into one encrypted file. Keep it on another disk or in a place that you trust; it opens on any computer with Capsa and the passphrase that you choose here.</source>
        <translation>Alles uit je wallet komt in één versleuteld bestand. Bewaar het op een andere schijf of op een plek die je vertrouwt; het opent op elke computer met Capsa en de wachtzin die je hier kiest.</translation>
    </message>
    <message>
        <source>Choose the place…</source>
        <translation>Plek kiezen…</translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation>Wachtzin van de reservekopie</translation>
    </message>
    <message>
        <source>Work in progress</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>Last backup: {date}</source>
        <translation>Laatste reservekopie: {date}</translation>
    </message>
    <message>
        <source>There is no backup of this wallet yet.</source>
        <translation>Er is nog geen reservekopie van deze wallet.</translation>
    </message>
    <message>
        <source>Backups of Capsa</source>
        <translation>Reservekopieën van Capsa</translation>
    </message>
    <message>
        <source>Where should the backup go?</source>
        <translation>Waar moet de reservekopie komen?</translation>
    </message>
    <message>
        <source>Choose where the backup should go.</source>
        <translation>Kies waar de reservekopie moet komen.</translation>
    </message>
    <message>
        <source>The backup was written, read again and compared: it holds {count} and {papers}.</source>
        <translation>De reservekopie is geschreven, teruggelezen en vergeleken: {count} en {papers}.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
</context>
<context>
    <name>BackupPart</name>
    <message>
        <source>Back up now…</source>
        <translation>Nu een reservekopie maken…</translation>
    </message>
    <message>
        <source>Test or restore a backup…</source>
        <translation>Reservekopie testen of terugzetten…</translation>
    </message>
    <message>
        <source>There is no backup of this wallet yet.</source>
        <translation>Er is nog geen reservekopie van deze wallet.</translation>
    </message>
    <message>
        <source>Last backup: {date}</source>
        <translation>Laatste reservekopie: {date}</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Scan with the camera</source>
        <translation>Scannen met de camera</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>A moving code: {have} of {needed} parts. Keep the camera still.</source>
        <translation>Een bewegende code: {have} van {needed} delen. Houd de camera stil.</translation>
    </message>
    <message>
        <source>The code was read.</source>
        <translation>De code is gelezen.</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Camera</translation>
    </message>
    <message>
        <source>This computer has no camera that can be used here. You can open a picture of the code instead, or scan what is on the screen.</source>
        <translation>Deze computer heeft geen camera die hier te gebruiken is. Open een afbeelding van de code, of scan wat op het scherm staat.</translation>
    </message>
    <message>
        <source>Hold the code in the frame.</source>
        <translation>Houd de code binnen het kader.</translation>
    </message>
    <message>
        <source>The camera did not start: {detail}. Another program may be using it.</source>
        <translation>De camera startte niet: {detail}. Misschien gebruikt een ander programma hem.</translation>
    </message>
</context>
<context>
    <name>CandidateTree</name>
    <message>
        <source>Credential</source>
        <translation>Bewijs</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Uitslag</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Wat er gaat gebeuren</translation>
    </message>
    <message>
        <source>What was handed over</source>
        <translation>Wat is aangereikt</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Replace the one you have</source>
        <translation>Vervang wat je al hebt</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Bewaar allebei</translation>
    </message>
    <message>
        <source>Keep the newer check of it</source>
        <translation>Bewaar de nieuwere controle ervan</translation>
    </message>
    <message>
        <source>Keep as a paper, not signed, kept by you</source>
        <translation>Bewaar als papier, niet ondertekend, door jou bewaard</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglaten</translation>
    </message>
    <message>
        <source>Not a signed credential; it can be kept beside them as a paper.</source>
        <translation>Geen ondertekend bewijs; het kan ernaast worden bewaard als papier.</translation>
    </message>
    <message>
        <source>Cannot be added. {reason}</source>
        <translation>Kan niet worden toegevoegd. {reason}</translation>
    </message>
    <message>
        <source>You have this.</source>
        <translation>Dit heb je al.</translation>
    </message>
    <message>
        <source>Newer than the one you have.</source>
        <translation>Nieuwer dan wat je hebt.</translation>
    </message>
    <message>
        <source>Older than the one you have.</source>
        <translation>Ouder dan wat je hebt.</translation>
    </message>
    <message>
        <source>Added.</source>
        <translation>Toegevoegd.</translation>
    </message>
    <message>
        <source>Replaced the one you had; the older one is kept in its history.</source>
        <translation>Vervangt wat je had; het oudere staat nog in de geschiedenis.</translation>
    </message>
    <message>
        <source>You already have this.</source>
        <translation>Dit heb je al.</translation>
    </message>
    <message>
        <source>Not added.</source>
        <translation>Niet toegevoegd.</translation>
    </message>
</context>
<context>
    <name>CheckRowView</name>
    <message>
        <source>{check}: {outcome}</source>
        <translation>{check}: {outcome}</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Says nothing</source>
        <translation>Zegt niets</translation>
    </message>
    <message>
        <source>Not meaningful because the signature failed</source>
        <translation>Zegt niets, omdat de handtekening niet klopt</translation>
    </message>
    <message>
        <source>Not meaningful without a signature that was checked</source>
        <translation>Zegt niets zonder een gecontroleerde handtekening</translation>
    </message>
</context>
<context>
    <name>ChooseCredentials</name>
    <message>
        <source>What do you show?</source>
        <translation>Wat toon je?</translation>
    </message>
    <message>
        <source>“{name}” wants to check something of yours. The name is what they typed; nobody checked it.</source>
        <translation>“{name}” wil iets van jou controleren. De naam is wat zij intypten; niemand heeft die gecontroleerd.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Search in your credentials</source>
        <translation>Zoek in je bewijzen</translation>
    </message>
    <message>
        <source>Your credentials</source>
        <translation>Je bewijzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Verder</translation>
    </message>
</context>
<context>
    <name>ClaimList</name>
    <message>
        <source>In the file: {place}</source>
        <translation>In het bestand: {place}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message numerus="yes">
        <source>%n credential(s) moved to Recently removed.</source>
        <translation>
            <numerusform>%n bewijs verplaatst naar Pas verwijderd.</numerusform>
            <numerusform>%n bewijzen verplaatst naar Pas verwijderd.</numerusform>
        </translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favoriet</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Your wallet is safe: what was saved stays saved. You can go on, or close Capsa and start it again.</source>
        <translation>Je wallet is veilig: wat bewaard is, blijft bewaard. Je kunt doorgaan, of Capsa sluiten en opnieuw starten.</translation>
    </message>
    <message>
        <source>A report without any of your data was saved on this computer. Nothing was sent.</source>
        <translation>Op deze computer is een verslag bewaard zonder gegevens van jou. Er is niets verstuurd.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Verslag tonen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Doorgaan</translation>
    </message>
    <message>
        <source>Capsa met a fault in the program.</source>
        <translation>Capsa liep tegen een fout in het programma aan.</translation>
    </message>
</context>
<context>
    <name>CredentialPage</name>
    <message>
        <source>Credential</source>
        <translation>Bewijs</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>You have not shared this with anybody yet.</source>
        <translation>Je hebt dit nog met niemand gedeeld.</translation>
    </message>
    <message>
        <source>&amp;Links that are out there…</source>
        <translation>&amp;Links die uitstaan…</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>Gedeeld met</translation>
    </message>
    <message>
        <source>&amp;Print the result…</source>
        <translation>Uitslag af&amp;drukken…</translation>
    </message>
    <message>
        <source>Copy a &amp;line for your CV</source>
        <translation>Kopieer een &amp;regel voor je cv</translation>
    </message>
    <message>
        <source>Add to L&amp;inkedIn…</source>
        <translation>Toevoegen aan L&amp;inkedIn…</translation>
    </message>
    <message>
        <source>Ask for a &amp;newer version…</source>
        <translation>Vraag om een &amp;nieuwere versie…</translation>
    </message>
    <message>
        <source>Who you shared this with</source>
        <translation>Met wie je dit hebt gedeeld</translation>
    </message>
    <message>
        <source>No longer a favourite</source>
        <translation>Niet meer favoriet</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Favoriet maken</translation>
    </message>
    <message>
        <source>Checked again.</source>
        <translation>Opnieuw gecontroleerd.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Nieuwe verzameling</translation>
    </message>
    <message>
        <source>Name of the collection</source>
        <translation>Naam van de verzameling</translation>
    </message>
    <message>
        <source>Save the original</source>
        <translation>Origineel bewaren</translation>
    </message>
    <message>
        <source>Copied. It is words, no proof.</source>
        <translation>Gekopieerd. Het zijn woorden, geen bewijs.</translation>
    </message>
    <message>
        <source>Your browser opens LinkedIn with the title, the organisation and the dates filled in, so LinkedIn sees them. Nothing appears on your profile before you save it there.</source>
        <translation>Je browser opent LinkedIn met de titel, de organisatie en de data ingevuld; LinkedIn ziet die dus. Er komt niets op je profiel voordat je het daar bewaart.</translation>
    </message>
    <message>
        <source>Add to LinkedIn</source>
        <translation>Toevoegen aan LinkedIn</translation>
    </message>
    <message>
        <source>Open LinkedIn</source>
        <translation>LinkedIn openen</translation>
    </message>
    <message>
        <source>Drag the original file out</source>
        <translation>Sleep het originele bestand uit het venster</translation>
    </message>
</context>
<context>
    <name>DisclosureTree</name>
    <message>
        <source>What they will see</source>
        <translation>Wat ze te zien krijgen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>This certificate can only be shared whole.</source>
        <translation>Dit bewijs kan alleen in zijn geheel worden gedeeld.</translation>
    </message>
    <message>
        <source>Always included; this form cannot leave it out.</source>
        <translation>Zit er altijd bij; deze vorm kan het niet weglaten.</translation>
    </message>
    <message>
        <source>always included</source>
        <translation>zit er altijd bij</translation>
    </message>
    <message>
        <source>they will see it</source>
        <translation>zien ze</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag this to a folder, a message or a web page. By keyboard: press it to save the file.</source>
        <translation>Sleep dit naar een map, een bericht of een webpagina. Met het toetsenbord: druk erop om het bestand te bewaren.</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Let go to add it to your wallet</source>
        <translation>Laat los om het aan je wallet toe te voegen</translation>
    </message>
    <message>
        <source>Let go to check it; nothing is stored</source>
        <translation>Laat los om het te controleren; er wordt niets bewaard</translation>
    </message>
</context>
<context>
    <name>Earned</name>
    <message>
        <source>Website that the file names</source>
        <translation>Website die het bestand noemt</translation>
    </message>
    <message>
        <source>Credential without a title</source>
        <translation>Bewijs zonder titel</translation>
    </message>
    <message>
        <source>Name from your list of known issuers</source>
        <translation>Naam uit je lijst van bekende uitgevers</translation>
    </message>
    <message>
        <source>Name stated in the file, not checked</source>
        <translation>Naam staat in het bestand, niet gecontroleerd</translation>
    </message>
    <message>
        <source>Not named</source>
        <translation>Niet genoemd</translation>
    </message>
    <message>
        <source>The file gives no name</source>
        <translation>Het bestand noemt geen naam</translation>
    </message>
</context>
<context>
    <name>EmergencySheet</name>
    <message>
        <source>Capsa – emergency sheet</source>
        <translation>Capsa – noodblad</translation>
    </message>
    <message>
        <source>Recovery key:</source>
        <translation>Herstelsleutel:</translation>
    </message>
    <message>
        <source>Your wallet is on your computer, in:</source>
        <translation>Je wallet staat op je computer, in:</translation>
    </message>
    <message>
        <source>Forgot your passphrase? Open Capsa, choose “I forgot my passphrase” and type this key.</source>
        <translation>Wachtzin vergeten? Open Capsa, kies “Ik weet mijn wachtzin niet meer” en typ deze sleutel.</translation>
    </message>
    <message>
        <source>Whoever has this sheet and your wallet file can open it. Keep this sheet in a safe place.</source>
        <translation>Wie dit blad en je walletbestand heeft, kan het openen. Bewaar dit blad op een veilige plek.</translation>
    </message>
    <message>
        <source>This key does not replace a backup: it opens the wallet, it does not contain it.</source>
        <translation>Deze sleutel vervangt geen reservekopie: hij opent de wallet, maar bevat hem niet.</translation>
    </message>
</context>
<context>
    <name>EuMeter</name>
    <message>
        <source>Show the sixteen elements</source>
        <translation>De zestien onderdelen tonen</translation>
    </message>
    <message>
        <source>EU elements of a micro-credential: {required} of {all_required} required ones stated, {optional} of {all_optional} optional ones.</source>
        <translation>EU-onderdelen van een microcredential: {required} van {all_required} verplichte vermeld, {optional} van {all_optional} vrije.</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>vrij</translation>
    </message>
    <message>
        <source>Hide the sixteen elements</source>
        <translation>De zestien onderdelen verbergen</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Show everything on this shelf again</source>
        <translation>Toon weer alles op deze plank</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Oordeel</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favorieten</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Vraagt aandacht</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Papieren</translation>
    </message>
    <message>
        <source>Recently removed</source>
        <translation>Pas verwijderd</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nieuwste eerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Oudste eerst</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Op titel</translation>
    </message>
    <message>
        <source>By issuer</source>
        <translation>Op uitgever</translation>
    </message>
    <message>
        <source>Last added first</source>
        <translation>Laatst toegevoegd eerst</translation>
    </message>
    <message>
        <source>End date</source>
        <translation>Einddatum</translation>
    </message>
    <message>
        <source>Ends within 60 days</source>
        <translation>Loopt af binnen 60 dagen</translation>
    </message>
    <message>
        <source>Has ended</source>
        <translation>Is afgelopen</translation>
    </message>
    <message>
        <source>Ends later</source>
        <translation>Loopt later af</translation>
    </message>
    <message>
        <source>Has no end</source>
        <translation>Heeft geen einde</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Welcome</source>
        <translation>Welkom</translation>
    </message>
    <message>
        <source>Everything you learned, in one place that is yours</source>
        <translation>Alles wat je leerde, op één plek die van jou is</translation>
    </message>
    <message>
        <source>Your wallet is a file on this computer, locked with your passphrase. Nobody else has it: there is no account, and nothing is sent anywhere unless you share it.</source>
        <translation>Je wallet is een bestand op deze computer, op slot met jouw wachtzin. Niemand anders heeft het: er is geen account, en er gaat niets ergens heen tenzij jij het deelt.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Wijzigen…</translation>
    </message>
    <message>
        <source>Choose another folder for the wallet</source>
        <translation>Kies een andere map voor de wallet</translation>
    </message>
    <message>
        <source>Make my wallet</source>
        <translation>Mijn wallet maken</translation>
    </message>
    <message>
        <source>I have a backup</source>
        <translation>Ik heb een reservekopie</translation>
    </message>
    <message>
        <source>I only want to check someone else’s</source>
        <translation>Ik wil alleen iets van een ander controleren</translation>
    </message>
    <message>
        <source>It will be kept in {folder}</source>
        <translation>Hij komt in {folder}</translation>
    </message>
    <message>
        <source>Where should the wallet be kept?</source>
        <translation>Waar moet de wallet komen?</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Kies een wachtzin</translation>
    </message>
    <message>
        <source>A few words that only you would put together are easy to remember and hard to guess.</source>
        <translation>Een paar woorden die alleen jij bij elkaar zou zetten, onthoud je makkelijk en raadt niemand snel.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message>
        <source>Also open with this computer’s keyring, without typing</source>
        <translation>Ook openen met de sleutelbos van deze computer, zonder typen</translation>
    </message>
    <message>
        <source>Lock when nobody touches it for</source>
        <translation>Op slot als niemand iets doet gedurende</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Make the wallet</source>
        <translation>Wallet maken</translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation>Bezig met maken…</translation>
    </message>
    <message>
        <source>Your recovery key</source>
        <translation>Je herstelsleutel</translation>
    </message>
    <message>
        <source>If you forget your passphrase, only this key opens your wallet. It is shown once. Write it down or print the emergency sheet, and keep it away from this computer.</source>
        <translation>Als je je wachtzin vergeet, opent alleen deze sleutel je wallet. Je ziet hem één keer. Schrijf hem op of druk het noodblad af, en bewaar dat niet bij deze computer.</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>Ik heb hem</translation>
    </message>
    <message>
        <source>Try it once, so that you know it works</source>
        <translation>Probeer hem één keer, dan weet je dat het werkt</translation>
    </message>
    <message>
        <source>Show the key again</source>
        <translation>Sleutel nog eens tonen</translation>
    </message>
    <message>
        <source>Finish, and try a sample badge</source>
        <translation>Klaar, en een voorbeeldbadge proberen</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Step {number} of 3</source>
        <translation>Stap {number} van 3</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nooit</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuut</numerusform>
            <numerusform>%n minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>FullScreenCode</name>
    <message>
        <source>QR code</source>
        <translation>QR-code</translation>
    </message>
</context>
<context>
    <name>HandOverStep</name>
    <message>
        <source>Give a &amp;file instead</source>
        <translation>Liever een &amp;bestand geven</translation>
    </message>
    <message>
        <source>Files to hand over</source>
        <translation>Bestanden om te geven</translation>
    </message>
    <message>
        <source>Sp&amp;eed</source>
        <translation>Sn&amp;elheid</translation>
    </message>
    <message>
        <source>Speed of the moving code</source>
        <translation>Snelheid van de bewegende code</translation>
    </message>
    <message>
        <source>{count} a second</source>
        <translation>{count} per seconde</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Volledig scherm</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Bewaren…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopiëren</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Afdrukken…</translation>
    </message>
    <message>
        <source>{name} ({size} kB)</source>
        <translation>{name} ({size} kB)</translation>
    </message>
    <message>
        <source>Keep this window open while they scan.</source>
        <translation>Houd dit venster open terwijl ze scannen.</translation>
    </message>
    <message>
        <source>As &amp;PNG picture…</source>
        <translation>Als &amp;PNG-afbeelding…</translation>
    </message>
    <message>
        <source>As &amp;SVG drawing…</source>
        <translation>Als &amp;SVG-tekening…</translation>
    </message>
    <message>
        <source>As &amp;moving picture (GIF)…</source>
        <translation>Als be&amp;wegende afbeelding (GIF)…</translation>
    </message>
    <message>
        <source>It is too large for one code, so it is shown as a moving one. A file may be quicker.</source>
        <translation>Het is te groot voor één code en wordt daarom als bewegende code getoond. Een bestand gaat misschien sneller.</translation>
    </message>
    <message>
        <source>It is too large for a code. Give it as a file instead.</source>
        <translation>Het is te groot voor een code. Geef het als bestand.</translation>
    </message>
    <message>
        <source>Save it where you can send it from.</source>
        <translation>Bewaar het op een plek vanwaar je het kunt versturen.</translation>
    </message>
    <message>
        <source>Saved as {place}.</source>
        <translation>Bewaard als {place}.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>As P&amp;DF…</source>
        <translation>Als P&amp;DF…</translation>
    </message>
    <message>
        <source>As &amp;web page…</source>
        <translation>Als &amp;webpagina…</translation>
    </message>
    <message>
        <source>The &amp;chosen file…</source>
        <translation>Het ge&amp;kozen bestand…</translation>
    </message>
    <message>
        <source>All files in a &amp;folder…</source>
        <translation>Alle bestanden in een &amp;map…</translation>
    </message>
    <message>
        <source>Save all files</source>
        <translation>Alle bestanden bewaren</translation>
    </message>
    <message>
        <source>{count} files saved.</source>
        <translation>{count} bestanden bewaard.</translation>
    </message>
    <message>
        <source>A sheet with {count} codes. Print it, or save it as PDF.</source>
        <translation>Een vel met {count} codes. Druk het af of bewaar het als pdf.</translation>
    </message>
    <message>
        <source>Not everything is on it: what was too large for one code was left out.</source>
        <translation>Niet alles staat erop: wat te groot was voor één code is weggelaten.</translation>
    </message>
    <message>
        <source>You can check this with Capsa: open it, choose “Check someone else’s” and drop the file there.</source>
        <translation>Je kunt dit controleren met Capsa: open het, kies “Van een ander controleren” en sleep het bestand daarheen.</translation>
    </message>
    <message>
        <source>What I have learned</source>
        <translation>Wat ik geleerd heb</translation>
    </message>
    <message>
        <source>Print the code</source>
        <translation>De code afdrukken</translation>
    </message>
    <message>
        <source>code to print</source>
        <translation>code om af te drukken</translation>
    </message>
    <message>
        <source>E-&amp;mail…</source>
        <translation>E-&amp;mailen…</translation>
    </message>
    <message>
        <source>D&amp;rag out</source>
        <translation>&amp;Slepen</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Drop files, links, pictures or text anywhere in the window, or paste them with Ctrl+V.</source>
        <translation>Laat bestanden, links, afbeeldingen of tekst ergens in het venster los, of plak ze met Ctrl+V.</translation>
    </message>
    <message>
        <source>F6 moves to the next part of the window, Esc goes back, Ctrl+/ shows all shortcuts.</source>
        <translation>F6 gaat naar het volgende deel van het venster, Esc gaat terug, Ctrl+/ toont alle sneltoetsen.</translation>
    </message>
    <message>
        <source>This is everything you earned. The badge on each card says what was found when it was checked.</source>
        <translation>Dit is alles wat je hebt behaald. Het label op elke kaart zegt wat er bij de controle is gevonden.</translation>
    </message>
    <message>
        <source>Green means: the signer is known, nothing was changed, and it was not withdrawn.</source>
        <translation>Groen betekent: de ondertekenaar is bekend, er is niets gewijzigd, en het is niet ingetrokken.</translation>
    </message>
    <message>
        <source>Amber and grey do not mean false. Open the card to read what is unknown, and what you can do.</source>
        <translation>Oranje en grijs betekenen niet vals. Open de kaart om te lezen wat onbekend is, en wat je kunt doen.</translation>
    </message>
    <message>
        <source>Checks shows what was looked at, when, and from where. F5 checks again now.</source>
        <translation>Bij Controles staat waarnaar is gekeken, wanneer, en waarvandaan. F5 controleert nu opnieuw.</translation>
    </message>
    <message>
        <source>Share gives somebody a copy of what you choose; you see first what they will see.</source>
        <translation>Delen geeft iemand een kopie van wat je kiest; je ziet eerst wat ze te zien krijgen.</translation>
    </message>
    <message>
        <source>Drop, paste or scan what somebody gave you. Nothing is stored unless you keep it.</source>
        <translation>Sleep, plak of scan wat iemand je gaf. Er wordt niets bewaard tenzij jij dat doet.</translation>
    </message>
    <message>
        <source>A name that only stands in the file proves nothing; the report says where each name comes from.</source>
        <translation>Een naam die alleen in het bestand staat bewijst niets; het rapport zegt waar elke naam vandaan komt.</translation>
    </message>
    <message>
        <source>Choose, order and export what you learned, for people and for programs.</source>
        <translation>Kies, orden en exporteer wat je hebt geleerd, voor mensen en voor programma’s.</translation>
    </message>
    <message>
        <source>Under Known issuers you decide whose signatures you trust, with your reason.</source>
        <translation>Bij Bekende uitgevers bepaal je wiens handtekeningen je vertrouwt, met je reden.</translation>
    </message>
    <message>
        <source>Forgot your passphrase? The recovery key on your emergency sheet opens the wallet.</source>
        <translation>Wachtzin vergeten? De herstelsleutel op je noodblad opent de wallet.</translation>
    </message>
    <message>
        <source>You can check someone else’s credentials without unlocking.</source>
        <translation>Je kunt bewijzen van een ander controleren zonder te openen.</translation>
    </message>
    <message>
        <source>Your wallet is a folder on this computer that only your passphrase opens.</source>
        <translation>Je wallet is een map op deze computer die alleen met jouw wachtzin opent.</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Hulp</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Added</source>
        <translation>Toegevoegd</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Gecontroleerd</translation>
    </message>
    <message>
        <source>Replaced by a newer version</source>
        <translation>Vervangen door een nieuwere versie</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Verwijderd</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Teruggehaald</translation>
    </message>
    <message>
        <source>{event}: {verdict}</source>
        <translation>{event}: {verdict}</translation>
    </message>
</context>
<context>
    <name>HowStep</name>
    <message>
        <source>For example: Personnel, St. Anna Hospital</source>
        <translation>Bijvoorbeeld: personeelszaken, Sint-Anna-ziekenhuis</translation>
    </message>
    <message>
        <source>For example: application for team leader</source>
        <translation>Bijvoorbeeld: sollicitatie als teamleider</translation>
    </message>
    <message>
        <source>&amp;Valid until</source>
        <translation>&amp;Geldig tot</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Geldig tot</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Soort bestand</translation>
    </message>
    <message>
        <source>&amp;Kind of file</source>
        <translation>&amp;Soort bestand</translation>
    </message>
    <message>
        <source>Passphrase for the page</source>
        <translation>Wachtzin voor de pagina</translation>
    </message>
    <message>
        <source>Tell it in another way than you send the page</source>
        <translation>Vertel die langs een andere weg dan je de pagina stuurt</translation>
    </message>
    <message>
        <source>Passphrase for the pa&amp;ge (optional)</source>
        <translation>Wachtzin voor de pa&amp;gina (mag leeg)</translation>
    </message>
    <message>
        <source>Share by a lin&amp;k on your own web space…</source>
        <translation>Delen met een lin&amp;k op je eigen webruimte…</translation>
    </message>
    <message>
        <source>&amp;To whom (optional)</source>
        <translation>Aan &amp;wie (mag leeg)</translation>
    </message>
    <message>
        <source>What for (optional)</source>
        <translation>Waarvoor (mag leeg)</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>Aan wie</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Waarvoor</translation>
    </message>
    <message>
        <source>&amp;QR code on this screen</source>
        <translation>&amp;QR-code op dit scherm</translation>
    </message>
    <message>
        <source>They scan it. It goes from screen to camera; no server in between.</source>
        <translation>Zij scannen hem. Het gaat van scherm naar camera; zonder server ertussen.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Bestand</translation>
    </message>
    <message>
        <source>Web &amp;page in one file</source>
        <translation>Web&amp;pagina in één bestand</translation>
    </message>
    <message>
        <source>Opens in any browser, without internet, and checks the signatures itself.</source>
        <translation>Opent in elke browser, zonder internet, en controleert zelf de handtekeningen.</translation>
    </message>
    <message>
        <source>P&amp;DF to read or print</source>
        <translation>P&amp;DF om te lezen of af te drukken</translation>
    </message>
    <message>
        <source>For people. The original goes along inside it, so that it can be checked.</source>
        <translation>Voor mensen. Het origineel zit erin, zodat het te controleren blijft.</translation>
    </message>
    <message>
        <source>&amp;Link</source>
        <translation>&amp;Link</translation>
    </message>
    <message>
        <source>An encrypted page on your own web space; you can take it away again.</source>
        <translation>Een versleutelde pagina op je eigen webruimte; je kunt hem weer weghalen.</translation>
    </message>
    <message>
        <source>Exactly as the issuer made it</source>
        <translation>Precies zoals de uitgever het maakte</translation>
    </message>
    <message>
        <source>Inside its own picture (baked badge)</source>
        <translation>In zijn eigen afbeelding (baked badge)</translation>
    </message>
    <message>
        <source>A file that you send yourself. They open it with Capsa or any checker.</source>
        <translation>Een bestand dat je zelf verstuurt. Ze openen het met Capsa of een andere controle.</translation>
    </message>
    <message>
        <source>Signed copy</source>
        <translation>Ondertekende kopie</translation>
    </message>
    <message>
        <source>They get what you chose to show, signed by you, with the purpose and the end date inside.</source>
        <translation>Ze krijgen wat je koos te laten zien, door jou ondertekend, met het doel en de einddatum erin.</translation>
    </message>
    <message>
        <source>Signed copy as one line of text</source>
        <translation>Ondertekende kopie als één regel tekst</translation>
    </message>
    <message>
        <source>The same as a signed copy, as one line that fits into a form (technically: a JWT).</source>
        <translation>Hetzelfde als een ondertekende kopie, als één regel die in een formulier past (technisch: een JWT).</translation>
    </message>
    <message>
        <source>Signed copy in the issuer’s own form</source>
        <translation>Ondertekende kopie in de vorm van de uitgever</translation>
    </message>
    <message>
        <source>They get what you chose to show in the form it was issued in (technically: SD-JWT with key binding), signed with the key that it was issued to.</source>
        <translation>Ze krijgen wat je koos te laten zien in de vorm waarin het is uitgegeven (technisch: SD-JWT met sleutelbinding), ondertekend met de sleutel waarop het is uitgegeven.</translation>
    </message>
    <message>
        <source>They get the issuer’s own file, byte for byte: everything in it, with no end date.</source>
        <translation>Ze krijgen het eigen bestand van de uitgever, byte voor byte: alles wat erin staat, zonder einddatum.</translation>
    </message>
    <message>
        <source>They get the picture of the badge with the issuer’s file in it: everything, with no end date.</source>
        <translation>Ze krijgen de afbeelding van de badge met het bestand van de uitgever erin: alles, zonder einddatum.</translation>
    </message>
    <message>
        <source>The issuer’s own file is not offered, in any form: it would show what you hide.</source>
        <translation>Het eigen bestand van de uitgever kun je nu niet geven, in geen enkele vorm: het zou laten zien wat je verbergt.</translation>
    </message>
    <message>
        <source>A code &amp;of its own for each, on paper</source>
        <translation>Elk een eigen c&amp;ode, op papier</translation>
    </message>
    <message>
        <source>A page to print with a code and a title for each of them.</source>
        <translation>Een vel om af te drukken, met voor elk een code en een titel.</translation>
    </message>
</context>
<context>
    <name>InspectedView</name>
    <message>
        <source>Why?</source>
        <translation>Waarom?</translation>
    </message>
    <message>
        <source>Why? Show every check</source>
        <translation>Waarom? Toon elke controle</translation>
    </message>
    <message>
        <source>What it contains</source>
        <translation>Wat erin zit</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Uitslag</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>Onderdelen van het rapport</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Controles</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>What was shown ({source})</source>
        <translation>Wat is getoond ({source})</translation>
    </message>
</context>
<context>
    <name>IssuerDialog</name>
    <message>
        <source>An issuer you know</source>
        <translation>Een uitgever die je kent</translation>
    </message>
    <message>
        <source>Correct an issuer</source>
        <translation>Uitgever verbeteren</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>From now on a credential that this organisation signed shows as verified. Take its signing identity from the organisation itself, not from a credential that somebody sent you.</source>
        <translation>Voortaan geldt een bewijs dat deze organisatie ondertekende als geverifieerd. Neem het kenmerk over van de organisatie zelf, niet uit een bewijs dat iemand je stuurde.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Signing identities, one a line (they begin with did: or https://)</source>
        <translation>Kenmerken van ondertekening, één per regel (ze beginnen met did: of https://)</translation>
    </message>
    <message>
        <source>Web domain (only to notice look-alikes)</source>
        <translation>Webdomein (alleen om namaak op te merken)</translation>
    </message>
    <message>
        <source>Country, two letters</source>
        <translation>Land, twee letters</translation>
    </message>
    <message>
        <source>Why you trust it</source>
        <translation>Waarom je ze vertrouwt</translation>
    </message>
    <message>
        <source>Give the issuer a name.</source>
        <translation>Geef de uitgever een naam.</translation>
    </message>
    <message>
        <source>Write down why you trust it; you will want to know later.</source>
        <translation>Schrijf op waarom je ze vertrouwt; later wil je dat weten.</translation>
    </message>
</context>
<context>
    <name>KnowIssuerDialog</name>
    <message>
        <source>Add to the issuers you know</source>
        <translation>Toevoegen aan de uitgevers die je kent</translation>
    </message>
    <message>
        <source>For example: their website shows this identity</source>
        <translation>Bijvoorbeeld: hun website toont dit kenmerk</translation>
    </message>
    <message>
        <source>Signing identity</source>
        <translation>Kenmerk van ondertekening</translation>
    </message>
    <message>
        <source>&amp;Name you know it by</source>
        <translation>&amp;Naam waaronder je ze kent</translation>
    </message>
    <message>
        <source>&amp;Why you trust it</source>
        <translation>&amp;Waarom je ze vertrouwt</translation>
    </message>
    <message>
        <source>Name you know it by</source>
        <translation>Naam waaronder je ze kent</translation>
    </message>
    <message>
        <source>Why you trust it</source>
        <translation>Waarom je ze vertrouwt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Add issuer</source>
        <translation>Uitgever &amp;toevoegen</translation>
    </message>
    <message>
        <source>Do this only after you found out from the organisation itself that this signing identity is theirs. The name in the file proves nothing: anyone can write it.</source>
        <translation>Doe dit pas als je van de organisatie zelf weet dat dit kenmerk van hen is. De naam in het bestand bewijst niets: iedereen kan die opschrijven.</translation>
    </message>
</context>
<context>
    <name>LibraryCollections</name>
    <message>
        <source>Put in a collection</source>
        <translation>In een verzameling zetten</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>Nieuwe verzameling…</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Nieuwe verzameling</translation>
    </message>
    <message>
        <source>Name of the collection</source>
        <translation>Naam van de verzameling</translation>
    </message>
</context>
<context>
    <name>LibraryEmpty</name>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>Nothing on this shelf matches what you are looking for.</source>
        <translation>Niets op deze plank past bij wat je zoekt.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles tonen</translation>
    </message>
    <message>
        <source>A file, a picture with a code, a link, text you copied: drop it anywhere in this window.</source>
        <translation>Een bestand, een afbeelding met een code, een link, gekopieerde tekst: laat het ergens in dit venster los.</translation>
    </message>
    <message>
        <source>Drop a badge or certificate here</source>
        <translation>Sleep een badge of certificaat hierheen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Bestand kiezen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Plakken</translation>
    </message>
    <message>
        <source>Scan the screen</source>
        <translation>Scherm scannen</translation>
    </message>
    <message>
        <source>Try a sample badge</source>
        <translation>Voorbeeldbadge proberen</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>Nog geen favorieten</translation>
    </message>
    <message>
        <source>Nothing needs your attention</source>
        <translation>Niets vraagt je aandacht</translation>
    </message>
    <message>
        <source>No papers kept here</source>
        <translation>Geen papieren bewaard</translation>
    </message>
    <message>
        <source>Nothing was removed in the last 30 days</source>
        <translation>Er is de laatste 30 dagen niets verwijderd</translation>
    </message>
    <message>
        <source>Nothing in this collection yet</source>
        <translation>Nog niets in deze verzameling</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Your credentials</source>
        <translation>Je bewijzen</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>Bibliotheek</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Plank</translation>
    </message>
    <message>
        <source>The three lines, from left to right: study, work, volunteering.</source>
        <translation>De drie lijnen, van links naar rechts: studie, werk, vrijwilligerswerk.</translation>
    </message>
    <message>
        <source>Search in everything you earned</source>
        <translation>Zoek in alles wat je hebt behaald</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Order: {order}</source>
        <translation>Volgorde: {order}</translation>
    </message>
    <message>
        <source>Delete this for good? It cannot be brought back.</source>
        <translation>Dit voorgoed verwijderen? Het kan niet worden teruggehaald.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Voorgoed verwijderen</translation>
    </message>
    <message>
        <source>Checked again: {count}.</source>
        <translation>Opnieuw gecontroleerd: {count}.</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Terughalen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
</context>
<context>
    <name>LibraryText</name>
    <message>
        <source>Without a title</source>
        <translation>Zonder titel</translation>
    </message>
    <message>
        <source>Nothing that it says can be relied on</source>
        <translation>Op niets wat erin staat kun je vertrouwen</translation>
    </message>
    <message>
        <source>Issuer not stated</source>
        <translation>Uitgever niet vermeld</translation>
    </message>
    <message>
        <source>valid until {date}</source>
        <translation>geldig tot {date}</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>tot {date}</translation>
    </message>
    <message>
        <source>Not signed, kept by you</source>
        <translation>Niet ondertekend, door jou bewaard</translation>
    </message>
    <message>
        <source>{name} (name stated in the file)</source>
        <translation>{name} (naam volgens het bestand)</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>favoriet</translation>
    </message>
    <message numerus="yes">
        <source>%n credential(s)</source>
        <translation>
            <numerusform>%n bewijs</numerusform>
            <numerusform>%n bewijzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s)</source>
        <translation>
            <numerusform>%n papier</numerusform>
            <numerusform>%n papieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LiveCheckDialog</name>
    <message>
        <source>Live check</source>
        <translation>Controle ter plekke</translation>
    </message>
    <message>
        <source>They scan this code with Capsa, choose what to show, and show you the answer. An answer that was made for somebody else, or earlier, is rejected.</source>
        <translation>Zij scannen deze code met Capsa, kiezen wat ze tonen, en laten je het antwoord zien. Een antwoord dat voor een ander of eerder is gemaakt, wordt afgekeurd.</translation>
    </message>
    <message>
        <source>Your name or organisation, as they will see it</source>
        <translation>Je naam of organisatie, zoals zij die zien</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>Wie vraagt</translation>
    </message>
    <message>
        <source>&amp;Who asks</source>
        <translation>&amp;Wie vraagt</translation>
    </message>
    <message>
        <source>Read the answer</source>
        <translation>Antwoord lezen</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Camera</translation>
    </message>
    <message>
        <source>&amp;Screen</source>
        <translation>&amp;Scherm</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Plakken</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Bestand &amp;openen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>There was nothing in it that can be read.</source>
        <translation>Er zat niets in dat te lezen is.</translation>
    </message>
    <message>
        <source>Answer to a live check</source>
        <translation>Antwoord op een controle ter plekke</translation>
    </message>
    <message>
        <source>Open the answer</source>
        <translation>Antwoord openen</translation>
    </message>
</context>
<context>
    <name>Mail</name>
    <message>
        <source>Your mail program was asked to open a message. Look whether the file is attached before you send it, and send it before Capsa locks: then the file is taken away.</source>
        <translation>Je mailprogramma is gevraagd een bericht te openen. Kijk of het bestand erbij zit voordat je het verstuurt, en verstuur het voordat Capsa vergrendelt: dan wordt het bestand weggehaald.</translation>
    </message>
    <message>
        <source>No message was made. Nothing was sent.</source>
        <translation>Er is geen bericht gemaakt. Er is niets verstuurd.</translation>
    </message>
    <message>
        <source>This computer does not let Capsa attach a file to a message. Save the file and attach it yourself.</source>
        <translation>Op deze computer kan Capsa geen bestand aan een bericht toevoegen. Bewaar het bestand en voeg het zelf toe.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Work in progress</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>{page} – Capsa</source>
        <translation>{page} – Capsa</translation>
    </message>
    <message>
        <source>There was nothing in what you dropped that can be read.</source>
        <translation>In wat je losliet zat niets dat te lezen is.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Deze melding sluiten</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Parts of the program</source>
        <translation>Onderdelen van het programma</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliotheek</translation>
    </message>
    <message>
        <source>Check someone else’s</source>
        <translation>Van een ander controleren</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Op slot</translation>
    </message>
</context>
<context>
    <name>NetworkPart</name>
    <message>
        <source>Addresses that were contacted</source>
        <translation>Adressen waarmee contact was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Nothing was contacted yet.</source>
        <translation>Er is nog met niets contact geweest.</translation>
    </message>
    <message>
        <source>What was contacted</source>
        <translation>Waarmee contact was</translation>
    </message>
    <message>
        <source>Only to check credentials: signing keys, lists of withdrawn credentials, lists of issuers.</source>
        <translation>Alleen om bewijzen te controleren: sleutels, lijsten van ingetrokken bewijzen, lijsten van uitgevers.</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>The same again</source>
        <translation>Nog een keer hetzelfde</translation>
    </message>
    <message>
        <source>Choose a longer passphrase.</source>
        <translation>Kies een langere wachtzin.</translation>
    </message>
    <message>
        <source>The two are not the same. Type it again.</source>
        <translation>De twee zijn niet gelijk. Typ hem opnieuw.</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Credentials in the portfolio, in order</source>
        <translation>Bewijzen in het portfolio, op volgorde</translation>
    </message>
    <message>
        <source>Now in place {place} of {count}.</source>
        <translation>Nu op plaats {place} van {count}.</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>Only you see this; it is never part of the credential.</source>
        <translation>Alleen jij ziet dit; het hoort nooit bij het bewijs zelf.</translation>
    </message>
    <message>
        <source>Your own &amp;note</source>
        <translation>Je eigen &amp;notitie</translation>
    </message>
    <message>
        <source>Your own note</source>
        <translation>Je eigen notitie</translation>
    </message>
    <message>
        <source>Co&amp;llections</source>
        <translation>Ver&amp;zamelingen</translation>
    </message>
    <message>
        <source>In no collection</source>
        <translation>In geen verzameling</translation>
    </message>
    <message>
        <source>&amp;New collection…</source>
        <translation>&amp;Nieuwe verzameling…</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Setting the page…</source>
        <translation>De pagina wordt opgemaakt…</translation>
    </message>
    <message>
        <source>The sheet as it will be printed</source>
        <translation>Het blad zoals het wordt afgedrukt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>Als PDF &amp;bewaren…</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Afdrukken…</translation>
    </message>
    <message>
        <source>The page could not be set.</source>
        <translation>De pagina kon niet worden opgemaakt.</translation>
    </message>
    <message>
        <source>Saved as {place}.</source>
        <translation>Bewaard als {place}.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Present passphrase</source>
        <translation>Huidige wachtzin</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nieuwe wachtzin</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Wachtzin wijzigen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>Choose a new passphrase</source>
        <translation>Kies een nieuwe wachtzin</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Your recovery key opened the wallet. Choose a passphrase that you will know.</source>
        <translation>Je herstelsleutel opende de wallet. Kies een wachtzin die je zult onthouden.</translation>
    </message>
    <message>
        <source>The passphrase was changed. Backups keep the passphrase they were made with.</source>
        <translation>De wachtzin is gewijzigd. Reservekopieën houden de wachtzin waarmee ze zijn gemaakt.</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Caps Lock is on.</source>
        <translation>Caps Lock staat aan.</translation>
    </message>
    <message>
        <source>Hide what you typed</source>
        <translation>Verberg wat je typte</translation>
    </message>
    <message>
        <source>Show what you typed</source>
        <translation>Toon wat je typte</translation>
    </message>
</context>
<context>
    <name>PdfPreview</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>PersonPart</name>
    <message>
        <source>A credential says for whom it is, sometimes only in a scrambled form. With your names and addresses the program can tell you which ones are yours. They stay in this wallet.</source>
        <translation>Een bewijs zegt voor wie het is, soms alleen in onherkenbare vorm. Met je namen en adressen kan het programma zien welke van jou zijn. Ze blijven in deze wallet.</translation>
    </message>
    <message>
        <source>Your names, one a line</source>
        <translation>Je namen, één per regel</translation>
    </message>
    <message>
        <source>Your e-mail addresses, one a line</source>
        <translation>Je e-mailadressen, één per regel</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Kept. “Check again” tells for each credential whether it is yours.</source>
        <translation>Bewaard. “Opnieuw controleren” zegt bij elk bewijs of het van jou is.</translation>
    </message>
</context>
<context>
    <name>PortfolioPage</name>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Put together what you learned. Each item says whether it was verified, and when.</source>
        <translation>Stel samen wat je hebt geleerd. Bij elk onderdeel staat of het is geverifieerd, en wanneer.</translation>
    </message>
    <message>
        <source>Writing the portfolio</source>
        <translation>Het portfolio schrijven</translation>
    </message>
    <message>
        <source>Skill, title or institution</source>
        <translation>Vaardigheid, titel of instelling</translation>
    </message>
    <message>
        <source>Choose by words</source>
        <translation>Kiezen op woorden</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Instelling</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Verzameling</translation>
    </message>
    <message>
        <source>{name}: all</source>
        <translation>{name}: alle</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Naar boven</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Naar beneden</translation>
    </message>
    <message>
        <source>Totals of what is chosen</source>
        <translation>Totalen van wat is gekozen</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>Je &amp;naam</translation>
    </message>
    <message>
        <source>&amp;Introduction, written by you</source>
        <translation>&amp;Inleiding, door jou geschreven</translation>
    </message>
    <message>
        <source>Title of the portfolio</source>
        <translation>Titel van het portfolio</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Je naam</translation>
    </message>
    <message>
        <source>Introduction, written by you</source>
        <translation>Inleiding, door jou geschreven</translation>
    </message>
    <message>
        <source>Your words about the chosen credential</source>
        <translation>Je woorden over het gekozen bewijs</translation>
    </message>
    <message>
        <source>Your own words are marked “written by me, not verified”.</source>
        <translation>Bij je eigen woorden staat “door mij geschreven, niet geverifieerd”.</translation>
    </message>
    <message>
        <source>PDF, with the originals inside</source>
        <translation>PDF, met de originelen erin</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webpagina</translation>
    </message>
    <message>
        <source>ZIP with all original files</source>
        <translation>ZIP met alle oorspronkelijke bestanden</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabel (CSV)</translation>
    </message>
    <message>
        <source>Comprehensive Learner Record 2.0</source>
        <translation>Comprehensive Learner Record 2.0</translation>
    </message>
    <message>
        <source>European Learning Model (Europass)</source>
        <translation>European Learning Model (Europass)</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
    <message>
        <source>Form of the portfolio</source>
        <translation>Vorm van het portfolio</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporteren…</translation>
    </message>
    <message>
        <source>{chosen} of {count} chosen</source>
        <translation>{chosen} van {count} gekozen</translation>
    </message>
    <message>
        <source>Your &amp;words about “{title}”</source>
        <translation>Je &amp;woorden over “{title}”</translation>
    </message>
    <message>
        <source>Preview of the portfolio</source>
        <translation>Voorbeeld van het portfolio</translation>
    </message>
    <message>
        <source>Save the portfolio</source>
        <translation>Portfolio bewaren</translation>
    </message>
</context>
<context>
    <name>Presented</name>
    <message>
        <source>Made for</source>
        <translation>Gemaakt voor</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Doel</translation>
    </message>
    <message>
        <source>Shown with the key</source>
        <translation>Getoond met de sleutel</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Share…</source>
        <translation>Delen…</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Terughalen</translation>
    </message>
    <message>
        <source>name stated in the file, not checked</source>
        <translation>naam staat in het bestand, niet gecontroleerd</translation>
    </message>
    <message>
        <source>A paper that you keep here yourself. Nobody signed it.</source>
        <translation>Een papier dat je hier zelf bewaart. Niemand heeft het ondertekend.</translation>
    </message>
</context>
<context>
    <name>PreviewStep</name>
    <message>
        <source>They will see {count} things:</source>
        <translation>Ze zien {count} dingen:</translation>
    </message>
    <message>
        <source>They will not see {count} things:</source>
        <translation>Ze zien {count} dingen niet:</translation>
    </message>
</context>
<context>
    <name>PrintResultDialog</name>
    <message>
        <source>Print the result</source>
        <translation>Uitslag afdrukken</translation>
    </message>
    <message>
        <source>result of a check</source>
        <translation>uitslag van een controle</translation>
    </message>
</context>
<context>
    <name>QrView</name>
    <message>
        <source>QR code to be scanned</source>
        <translation>QR-code om te scannen</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <source>QR code</source>
        <translation>QR-code</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webpagina</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>no end date</source>
        <translation>geen einddatum</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>niet gezegd</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Hoe</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>Aan wie</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Waarvoor</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Geldig tot</translation>
    </message>
</context>
<context>
    <name>ReceiveDialog</name>
    <message>
        <source>An offer</source>
        <translation>Een aanbod</translation>
    </message>
    <message>
        <source>Reading the offer…</source>
        <translation>Het aanbod lezen…</translation>
    </message>
    <message>
        <source>Waiting for the other side</source>
        <translation>Wachten op de andere kant</translation>
    </message>
    <message>
        <source>&amp;No, thank you</source>
        <translation>&amp;Nee, bedankt</translation>
    </message>
    <message>
        <source>&amp;Fetch it</source>
        <translation>&amp;Ophalen</translation>
    </message>
    <message>
        <source>{host} offers you something.</source>
        <translation>{host} biedt je iets aan.</translation>
    </message>
    <message>
        <source>This address belongs to an issuer on your list.</source>
        <translation>Dit adres hoort bij een uitgever op je lijst.</translation>
    </message>
    <message>
        <source>You do not know this address. {name} is what it calls itself.</source>
        <translation>Je kent dit adres niet. {name} is hoe het zichzelf noemt.</translation>
    </message>
    <message>
        <source>You do not know this address.</source>
        <translation>Je kent dit adres niet.</translation>
    </message>
    <message>
        <source>You would have to sign in at their site first, and this wallet cannot do that yet.</source>
        <translation>Je zou eerst op hun site moeten inloggen, en dat kan deze wallet nog niet.</translation>
    </message>
    <message>
        <source>&amp;Code that they sent you</source>
        <translation>&amp;Code die ze je stuurden</translation>
    </message>
    <message>
        <source>Code that they sent you</source>
        <translation>Code die ze je stuurden</translation>
    </message>
    <message>
        <source>It goes to {host} and nowhere else.</source>
        <translation>Hij gaat naar {host} en nergens anders heen.</translation>
    </message>
    <message>
        <source>This offer cannot be accepted.</source>
        <translation>Dit aanbod is niet aan te nemen.</translation>
    </message>
</context>
<context>
    <name>RecordView</name>
    <message>
        <source>Show where in the file each field stands</source>
        <translation>Toon waar in het bestand elk veld staat</translation>
    </message>
    <message>
        <source>Choose a credential in the list above to see what it says.</source>
        <translation>Kies hierboven een bewijs om te zien wat erin staat.</translation>
    </message>
    <message>
        <source>There is nothing in it that can be shown.</source>
        <translation>Er zit niets in dat te tonen is.</translation>
    </message>
    <message>
        <source>The signature does not hold, so nothing that this file says is shown here as a fact.</source>
        <translation>De handtekening klopt niet, dus niets uit dit bestand wordt hier als feit getoond.</translation>
    </message>
    <message>
        <source>It says nothing that can be shown here; see the checks.</source>
        <translation>Er staat niets in dat hier te tonen is; kijk bij de controles.</translation>
    </message>
    <message>
        <source>Not signed, kept by you. Save the original to open it with another program.</source>
        <translation>Niet ondertekend, door jou bewaard. Bewaar het origineel om het met een ander programma te openen.</translation>
    </message>
    <message>
        <source>Not signed, kept by you.</source>
        <translation>Niet ondertekend, door jou bewaard.</translation>
    </message>
    <message>
        <source>Picture of the paper</source>
        <translation>Afbeelding van het papier</translation>
    </message>
    <message>
        <source>Picture that came with the credential</source>
        <translation>Afbeelding die bij het bewijs zat</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyDialog</name>
    <message>
        <source>A new recovery key</source>
        <translation>Een nieuwe herstelsleutel</translation>
    </message>
    <message>
        <source>Make a new key</source>
        <translation>Nieuwe sleutel maken</translation>
    </message>
    <message>
        <source>The key on your present emergency sheet stops working at once. You will get a new sheet.</source>
        <translation>De sleutel op je huidige noodblad werkt dan meteen niet meer. Je krijgt een nieuw blad.</translation>
    </message>
    <message>
        <source>The new recovery key works. Keep the sheet in a safe place.</source>
        <translation>De nieuwe herstelsleutel werkt. Bewaar het blad op een veilige plek.</translation>
    </message>
    <message>
        <source>Your recovery key</source>
        <translation>Je herstelsleutel</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Write it down, save or print the sheet, then type three parts back.</source>
        <translation>Schrijf hem op, bewaar of druk het blad af, en typ dan drie delen terug.</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Save the sheet…</source>
        <translation>Noodblad bewaren…</translation>
    </message>
    <message>
        <source>Print the sheet…</source>
        <translation>Noodblad afdrukken…</translation>
    </message>
    <message>
        <source>Part {number}: {text}</source>
        <translation>Deel {number}: {text}</translation>
    </message>
    <message>
        <source>Save the emergency sheet</source>
        <translation>Noodblad bewaren</translation>
    </message>
    <message>
        <source>The emergency sheet was saved. Move it to a safe place away from this computer.</source>
        <translation>Het noodblad is bewaard. Breng het naar een veilige plek, niet bij deze computer.</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>Type these three parts of your recovery key:</source>
        <translation>Typ deze drie delen van je herstelsleutel:</translation>
    </message>
    <message>
        <source>Part {number}</source>
        <translation>Deel {number}</translation>
    </message>
    <message>
        <source>Part {number} is not right. Look at your sheet and type it again.</source>
        <translation>Deel {number} klopt niet. Kijk op je blad en typ het opnieuw.</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>What happened to it</source>
        <translation>Wat ermee gebeurde</translation>
    </message>
</context>
<context>
    <name>RespondDialog</name>
    <message>
        <source>A request for a copy</source>
        <translation>Een verzoek om een kopie</translation>
    </message>
    <message>
        <source>Reading the request…</source>
        <translation>Het verzoek lezen…</translation>
    </message>
    <message>
        <source>Waiting for the other side</source>
        <translation>Wachten op de andere kant</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>&amp;Weigeren</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>&amp;Delen</translation>
    </message>
    <message>
        <source>Decide &amp;later</source>
        <translation>&amp;Later beslissen</translation>
    </message>
    <message>
        <source>{host} asks for a copy of credentials.</source>
        <translation>{host} vraagt om een kopie van bewijzen.</translation>
    </message>
    <message>
        <source>By sharing you also agree to this:</source>
        <translation>Door te delen ga je ook hiermee akkoord:</translation>
    </message>
    <message>
        <source>You have nothing that answers this request.</source>
        <translation>Je hebt niets dat dit verzoek beantwoordt.</translation>
    </message>
    <message>
        <source>It is signed by {name}, who is on your list.</source>
        <translation>Het is ondertekend door {name}, die op je lijst staat.</translation>
    </message>
    <message>
        <source>You do not know who signed it ({identity}). The name {name} comes from the request itself.</source>
        <translation>Je weet niet wie het ondertekende ({identity}). De naam {name} komt uit het verzoek zelf.</translation>
    </message>
    <message>
        <source>You do not know who signed it ({identity}).</source>
        <translation>Je weet niet wie het ondertekende ({identity}).</translation>
    </message>
    <message>
        <source>Nobody signed it: all that is sure is the address that the answer goes to.</source>
        <translation>Niemand ondertekende het: zeker is alleen het adres waar het antwoord heen gaat.</translation>
    </message>
    <message>
        <source>This request cannot be answered.</source>
        <translation>Dit verzoek is niet te beantwoorden.</translation>
    </message>
    <message>
        <source>{host} did not accept the answer. What you chose was sent.</source>
        <translation>{host} nam het antwoord niet aan. Wat je koos is verstuurd.</translation>
    </message>
    <message>
        <source>Sent to {host}.</source>
        <translation>Verstuurd naar {host}.</translation>
    </message>
    <message>
        <source>You declined; {host} was told so.</source>
        <translation>Je hebt geweigerd; dat is aan {host} gemeld.</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore from a backup</source>
        <translation>Terugzetten uit een reservekopie</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>Bekijken</translation>
    </message>
    <message>
        <source>A new wallet is made on this computer with everything that the backup holds.</source>
        <translation>Op deze computer komt een nieuwe wallet met alles uit de reservekopie.</translation>
    </message>
    <message>
        <source>You see first what the backup would add. Nothing in your wallet is replaced silently.</source>
        <translation>Je ziet eerst wat de reservekopie zou toevoegen. Niets in je wallet wordt stilletjes vervangen.</translation>
    </message>
    <message>
        <source>Choose the backup…</source>
        <translation>Reservekopie kiezen…</translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation>Wachtzin van de reservekopie</translation>
    </message>
    <message>
        <source>Passphrase for the wallet on this computer</source>
        <translation>Wachtzin voor de wallet op deze computer</translation>
    </message>
    <message>
        <source>Only test it</source>
        <translation>Alleen testen</translation>
    </message>
    <message>
        <source>What the backup would bring</source>
        <translation>Wat de reservekopie zou brengen</translation>
    </message>
    <message>
        <source>Credential</source>
        <translation>Bewijs</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Oordeel</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Wat er gebeurt</translation>
    </message>
    <message>
        <source>Backups of Capsa</source>
        <translation>Reservekopieën van Capsa</translation>
    </message>
    <message>
        <source>Which backup?</source>
        <translation>Welke reservekopie?</translation>
    </message>
    <message>
        <source>Choose the backup first.</source>
        <translation>Kies eerst de reservekopie.</translation>
    </message>
    <message>
        <source>Type the passphrase of the backup.</source>
        <translation>Typ de wachtzin van de reservekopie.</translation>
    </message>
    <message>
        <source>This backup brings {count} that you do not have, or have in an older version.</source>
        <translation>Deze reservekopie brengt {count} die je niet hebt, of in een oudere versie hebt.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Terugzetten</translation>
    </message>
    <message>
        <source>Restored: {count}.</source>
        <translation>Teruggezet: {count}.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>This backup of {date} is whole and opens with this passphrase. It holds {count} and {papers}.</source>
        <translation>Deze reservekopie van {date} is heel en opent met deze wachtzin. Er zitten {count} en {papers} in.</translation>
    </message>
    <message>
        <source>comes back</source>
        <translation>komt terug</translation>
    </message>
    <message>
        <source>newer version</source>
        <translation>nieuwere versie</translation>
    </message>
    <message>
        <source>you have this</source>
        <translation>heb je al</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelaten</translation>
    </message>
    <message>
        <source>This is &amp;my own backup</source>
        <translation>Dit is &amp;mijn eigen reservekopie</translation>
    </message>
    <message>
        <source>Then its known issuers, settings, personal details and earlier checks are taken over as well. Leave this off for a backup from somebody else: it would decide whom this wallet believes.</source>
        <translation>Dan worden ook de bekende uitgevers, instellingen, persoonlijke gegevens en eerdere controles overgenomen. Laat dit uit bij een reservekopie van iemand anders: die zou bepalen wie deze wallet gelooft.</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Print this &amp;result…</source>
        <translation>Deze &amp;uitslag afdrukken…</translation>
    </message>
    <message>
        <source>&amp;Keep in my wallet…</source>
        <translation>In mijn &amp;wallet bewaren…</translation>
    </message>
    <message>
        <source>&amp;I know this issuer…</source>
        <translation>&amp;Ik ken deze uitgever…</translation>
    </message>
    <message>
        <source>Allow this chec&amp;k</source>
        <translation>Dit nagaan &amp;toestaan</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Opnieuw controleren</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the results</source>
        <translation>De uitslagen filteren</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geverifieerd</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Vraagt aandacht</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Afgekeurd</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Niet gecontroleerd</translation>
    </message>
    <message>
        <source>Save as &amp;table (CSV)…</source>
        <translation>Als &amp;tabel bewaren (CSV)…</translation>
    </message>
    <message>
        <source>Print the &amp;list…</source>
        <translation>&amp;Lijst afdrukken…</translation>
    </message>
    <message>
        <source>Save the e&amp;vidence…</source>
        <translation>Bewij&amp;s bewaren…</translation>
    </message>
    <message>
        <source>Save the evide&amp;nce of the list…</source>
        <translation>Bewijs &amp;van de lijst bewaren…</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Results</source>
        <translation>Uitslagen</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>{count} credentials</source>
        <translation>{count} bewijzen</translation>
    </message>
    <message>
        <source>{name} (as the file says)</source>
        <translation>{name} (volgens het bestand)</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Uitslag</translation>
    </message>
    <message>
        <source>Credential</source>
        <translation>Bewijs</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>File or code</source>
        <translation>Bestand of code</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Gecontroleerd</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Wat het betekent</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Saved as {place}.</source>
        <translation>Bewaard als {place}.</translation>
    </message>
</context>
<context>
    <name>ScreenScan</name>
    <message>
        <source>This desktop does not let programs look at the screen. Make a picture of the code and drop it here instead.</source>
        <translation>Op deze computer mogen programma’s niet naar het scherm kijken. Maak een schermafbeelding van de code en sleep die hierheen.</translation>
    </message>
    <message>
        <source>No QR code was found on the screen. Make the code larger, or open a picture of it.</source>
        <translation>Er is geen QR-code op het scherm gevonden. Maak de code groter, of open een afbeelding ervan.</translation>
    </message>
</context>
<context>
    <name>SecurityPart</name>
    <message>
        <source>Ways to open this wallet</source>
        <translation>Manieren om deze wallet te openen</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>Wachtzin wijzigen…</translation>
    </message>
    <message>
        <source>Make a new recovery key…</source>
        <translation>Nieuwe herstelsleutel maken…</translation>
    </message>
    <message>
        <source>Also open with this computer’s keyring, without typing</source>
        <translation>Ook openen met de sleutelbos van deze computer, zonder typen</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be trusted; the passphrase is the way in.</source>
        <translation>Deze computer heeft geen sleutelbos die te vertrouwen is; je opent met de wachtzin.</translation>
    </message>
    <message>
        <source>This wallet</source>
        <translation>Deze wallet</translation>
    </message>
    <message>
        <source>Other wallets…</source>
        <translation>Andere wallets…</translation>
    </message>
    <message>
        <source>Delete this wallet and everything in it…</source>
        <translation>Deze wallet met alles erin verwijderen…</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>verwijder</translation>
    </message>
    <message>
        <source>Everything in this wallet is deleted from this computer: all credentials, your keys, the list of what you shared. It cannot be brought back, except from a backup.</source>
        <translation>Alles in deze wallet wordt van deze computer verwijderd: alle bewijzen, je sleutels, de lijst van wat je deelde. Het is niet terug te halen, behalve uit een reservekopie.</translation>
    </message>
    <message>
        <source>Delete this wallet</source>
        <translation>Deze wallet verwijderen</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles verwijderen</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>General</source>
        <translation>Algemeen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Jij</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Beveiliging</translation>
    </message>
    <message>
        <source>Known issuers</source>
        <translation>Bekende uitgevers</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netwerk</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Delen</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Reservekopie</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Uiterlijk</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekstgrootte</translation>
    </message>
    <message>
        <source>Leave out moving parts</source>
        <translation>Bewegende delen weglaten</translation>
    </message>
    <message>
        <source>Lock when nobody touches it for</source>
        <translation>Op slot als niemand iets doet gedurende</translation>
    </message>
    <message>
        <source>Take what was copied off the clipboard after</source>
        <translation>Haal wat is gekopieerd van het klembord na</translation>
    </message>
    <message>
        <source>Stay offline: never contact anything</source>
        <translation>Offline blijven: nooit met iets contact maken</translation>
    </message>
    <message>
        <source>Check for withdrawal even where the issuer can see which credential is checked</source>
        <translation>Ga intrekking ook na waar de uitgever kan zien welk bewijs wordt bekeken</translation>
    </message>
    <message>
        <source>Address of the checker page that codes point to</source>
        <translation>Adres van de controlepagina waar codes naar wijzen</translation>
    </message>
    <message>
        <source>A copy that you share holds for</source>
        <translation>Een kopie die je deelt geldt</translation>
    </message>
    <message>
        <source>Remind me of a backup after</source>
        <translation>Herinner me aan een reservekopie na</translation>
    </message>
    <message>
        <source>Experimental: share parts of BBS credentials (not reviewed yet)</source>
        <translation>Experimenteel: delen van BBS-bewijzen delen (nog niet beoordeeld)</translation>
    </message>
    <message>
        <source>The window is built anew; your wallet stays open.</source>
        <translation>Het venster wordt opnieuw opgebouwd; je wallet blijft open.</translation>
    </message>
    <message>
        <source>0 means never.</source>
        <translation>0 betekent nooit.</translation>
    </message>
    <message>
        <source>Leave it empty and a code opens in Capsa. A page that an employer or school hosts begins with https://.</source>
        <translation>Laat je het leeg, dan opent een code in Capsa. Een pagina van een werkgever of school begint met https://.</translation>
    </message>
    <message>
        <source>Signatures are checked all the same; whether something was withdrawn then stays unknown.</source>
        <translation>Handtekeningen worden gewoon gecontroleerd; of iets is ingetrokken blijft dan onbekend.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuten</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>seconden</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dagen</translation>
    </message>
    <message>
        <source>As this computer</source>
        <translation>Zoals deze computer</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Groups of settings</source>
        <translation>Groepen instellingen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>Share</source>
        <translation>Delen</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Voorbereiden</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Terug</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Verder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Answer a live check</source>
        <translation>Controle ter plekke beantwoorden</translation>
    </message>
    <message>
        <source>What do you share?</source>
        <translation>Wat deel je?</translation>
    </message>
    <message>
        <source>How do you share it?</source>
        <translation>Hoe deel je het?</translation>
    </message>
    <message>
        <source>Is this what you want?</source>
        <translation>Is dit wat je wilt?</translation>
    </message>
    <message>
        <source>Hand it over</source>
        <translation>Overhandigen</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Gedeeld</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Stap {step} van {count}</translation>
    </message>
    <message>
        <source>&amp;Share this</source>
        <translation>Dit &amp;delen</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Klaar</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Sluiten</translation>
    </message>
    <message>
        <source>whoever you give it to</source>
        <translation>wie je het geeft</translation>
    </message>
    <message>
        <source>no purpose given</source>
        <translation>geen doel genoemd</translation>
    </message>
    <message>
        <source>As {form}, for {receiver} ({purpose}).</source>
        <translation>Als {form}, voor {receiver} ({purpose}).</translation>
    </message>
    <message>
        <source>It has no end date: they can show it for ever.</source>
        <translation>Er is geen einddatum: ze kunnen het altijd blijven tonen.</translation>
    </message>
    <message>
        <source>Valid until {date}.</source>
        <translation>Geldig tot {date}.</translation>
    </message>
    <message>
        <source>&amp;Share all the same</source>
        <translation>Toch &amp;delen</translation>
    </message>
    <message>
        <source>The receipt is kept under “Shared with” of each credential. What they saw is not kept.</source>
        <translation>De notitie hiervan staat bij elk bewijs onder “Gedeeld met”. Wat ze zagen wordt niet bewaard.</translation>
    </message>
</context>
<context>
    <name>ShelfList</name>
    <message>
        <source>Shelves</source>
        <translation>Planken</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Sneltoetsen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Handeling</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Wat het doet</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>SourceView</name>
    <message>
        <source>The credential as it was issued</source>
        <translation>Het bewijs zoals het is uitgegeven</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopiëren</translation>
    </message>
    <message>
        <source>&amp;Save the original…</source>
        <translation>Origineel &amp;bewaren…</translation>
    </message>
    <message>
        <source>Only the first part is shown here; copying and saving give all {size} bytes.</source>
        <translation>Hier staat alleen het eerste deel; kopiëren en bewaren geven alle {size} bytes.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Kwam binnen</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Gecontroleerd</translation>
    </message>
    <message>
        <source>Issuer’s signing identity</source>
        <translation>Kenmerk van de uitgever</translation>
    </message>
    <message>
        <source>Owner’s identity</source>
        <translation>Kenmerk van de eigenaar</translation>
    </message>
    <message>
        <source>Number of the credential</source>
        <translation>Nummer van het bewijs</translation>
    </message>
    <message>
        <source>Where withdrawal is announced</source>
        <translation>Waar intrekking wordt gemeld</translation>
    </message>
    <message>
        <source>Address used</source>
        <translation>Gebruikt adres</translation>
    </message>
</context>
<context>
    <name>Strength</name>
    <message numerus="yes">
        <source>Use at least %n characters.</source>
        <translation>
            <numerusform>Gebruik minstens %n teken.</numerusform>
            <numerusform>Gebruik minstens %n tekens.</numerusform>
        </translation>
    </message>
    <message>
        <source>Very weak: guessed within the hour by somebody who has the file.</source>
        <translation>Heel zwak: binnen het uur geraden door iemand die het bestand heeft.</translation>
    </message>
    <message>
        <source>Weak: guessed within a day by somebody who has the file.</source>
        <translation>Zwak: binnen een dag geraden door iemand die het bestand heeft.</translation>
    </message>
    <message>
        <source>Weak: guessed within a month by somebody who has the file.</source>
        <translation>Zwak: binnen een maand geraden door iemand die het bestand heeft.</translation>
    </message>
    <message>
        <source>Fair: guessing it would take months. One more word makes it good.</source>
        <translation>Redelijk: raden zou maanden duren. Eén woord erbij maakt hem goed.</translation>
    </message>
    <message>
        <source>Good: guessing it would take years.</source>
        <translation>Goed: raden zou jaren duren.</translation>
    </message>
    <message>
        <source>Strong: guessing it would take centuries.</source>
        <translation>Sterk: raden zou eeuwen duren.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>No date</source>
        <translation>Geen datum</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Werk</translation>
    </message>
    <message>
        <source>Volunteering</source>
        <translation>Vrijwilligerswerk</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
</context>
<context>
    <name>TotalsTable</name>
    <message>
        <source>Institution</source>
        <translation>Instelling</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Studiepunten</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Uren</translation>
    </message>
    <message>
        <source>Totals per institution and year</source>
        <translation>Totalen per instelling en jaar</translation>
    </message>
    <message>
        <source>{name} (as the file says)</source>
        <translation>{name} (volgens het bestand)</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>geen datum</translation>
    </message>
</context>
<context>
    <name>TrustPart</name>
    <message>
        <source>A credential is shown as verified only when its signer is on one of these lists. You decide which lists count.</source>
        <translation>Een bewijs geldt alleen als geverifieerd als de ondertekenaar op een van deze lijsten staat. Jij bepaalt welke lijsten tellen.</translation>
    </message>
    <message>
        <source>Issuers you added yourself</source>
        <translation>Uitgevers die je zelf toevoegde</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Sinds</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Waarom</translation>
    </message>
    <message>
        <source>Signing identities</source>
        <translation>Kenmerken</translation>
    </message>
    <message>
        <source>Your own list</source>
        <translation>Je eigen lijst</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Toevoegen…</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Verbeteren…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Verwijderen…</translation>
    </message>
    <message>
        <source>Registries</source>
        <translation>Registers</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>In gebruik</translation>
    </message>
    <message>
        <source>Issuers</source>
        <translation>Uitgevers</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Registries you can follow</source>
        <translation>Registers die je kunt volgen</translation>
    </message>
    <message>
        <source>Use / do not use</source>
        <translation>Wel / niet gebruiken</translation>
    </message>
    <message>
        <source>Add an address…</source>
        <translation>Adres toevoegen…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergeten</translation>
    </message>
    <message>
        <source>Fetch again now</source>
        <translation>Nu opnieuw ophalen</translation>
    </message>
    <message>
        <source>All issuers that are trusted now</source>
        <translation>Alle uitgevers die nu worden vertrouwd</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lijst</translation>
    </message>
    <message>
        <source>All issuers that count now</source>
        <translation>Alle uitgevers die nu tellen</translation>
    </message>
    <message>
        <source>Do not trust this one…</source>
        <translation>Deze niet vertrouwen…</translation>
    </message>
    <message>
        <source>fetched {date}</source>
        <translation>opgehaald {date}</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>nog niet opgehaald</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>Kept. It counts from the next check on.</source>
        <translation>Bewaard. Het telt vanaf de volgende controle.</translation>
    </message>
    <message>
        <source>Remove from your list</source>
        <translation>Van je lijst halen</translation>
    </message>
    <message>
        <source>Do not trust this issuer</source>
        <translation>Deze uitgever niet vertrouwen</translation>
    </message>
    <message>
        <source>Why? It is kept with today’s date.</source>
        <translation>Waarom? Het wordt bewaard met de datum van vandaag.</translation>
    </message>
    <message>
        <source>Follow a registry</source>
        <translation>Een register volgen</translation>
    </message>
    <message>
        <source>Its address (begins with https://)</source>
        <translation>Het adres (begint met https://)</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>eigen lijst</translation>
    </message>
    <message>
        <source>comes with Capsa</source>
        <translation>zit bij Capsa</translation>
    </message>
</context>
<context>
    <name>TypedConfirmation</name>
    <message>
        <source>Type “{word}” to go on:</source>
        <translation>Typ “{word}” om door te gaan:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Welcome back</source>
        <translation>Welkom terug</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>Wallet</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Wachtzin</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Herstelsleutel</translation>
    </message>
    <message>
        <source>Recovery key, from your emergency sheet</source>
        <translation>Herstelsleutel, van je noodblad</translation>
    </message>
    <message>
        <source>Open with this computer’s keyring</source>
        <translation>Openen met de sleutelbos van deze computer</translation>
    </message>
    <message>
        <source>I forgot my passphrase</source>
        <translation>Ik weet mijn wachtzin niet meer</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>Terugzetten uit een reservekopie</translation>
    </message>
    <message>
        <source>Another wallet</source>
        <translation>Andere wallet</translation>
    </message>
    <message>
        <source>After unlocking: add {name}</source>
        <translation>Na het openen: {name} toevoegen</translation>
    </message>
    <message>
        <source>Your wallet is on this computer, in {folder}</source>
        <translation>Je wallet staat op deze computer, in {folder}</translation>
    </message>
    <message>
        <source>Use my passphrase</source>
        <translation>Mijn wachtzin gebruiken</translation>
    </message>
    <message>
        <source>Type it first.</source>
        <translation>Typ hem eerst.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Bezig met openen…</translation>
    </message>
</context>
<context>
    <name>VerdictStrip</name>
    <message>
        <source>What you can do now: {advice}</source>
        <translation>Wat je nu kunt doen: {advice}</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;top</translation>
    </message>
    <message>
        <source>Check someone else’s</source>
        <translation>Van een ander controleren</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Controleren</translation>
    </message>
    <message>
        <source>&amp;Open files…</source>
        <translation>Bestanden &amp;openen…</translation>
    </message>
    <message>
        <source>Open a fol&amp;der…</source>
        <translation>&amp;Map openen…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Plakken</translation>
    </message>
    <message>
        <source>&amp;Scan the screen</source>
        <translation>&amp;Scherm scannen</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>&amp;Camera</translation>
    </message>
    <message>
        <source>Live check…</source>
        <translation>Controle ter plekke…</translation>
    </message>
    <message>
        <source>Drop what you were given here</source>
        <translation>Sleep hierheen wat je hebt gekregen</translation>
    </message>
    <message>
        <source>A file, a folder of candidates, a PDF, a picture of a QR code, or text. You can also paste it, or scan a code with the camera.</source>
        <translation>Een bestand, een map met sollicitaties, een PDF, een afbeelding van een QR-code, of tekst. Plakken kan ook, of een code scannen met de camera.</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>Bestanden controleren</translation>
    </message>
    <message>
        <source>Check everything in a folder</source>
        <translation>Alles in een map controleren</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard that can be read.</source>
        <translation>Op het klembord staat niets dat te lezen is.</translation>
    </message>
    <message>
        <source>Code on the screen</source>
        <translation>Code op het scherm</translation>
    </message>
    <message>
        <source>Code before the camera</source>
        <translation>Code voor de camera</translation>
    </message>
    <message>
        <source>Checking {done} of {total}: {name}</source>
        <translation>Bezig met {done} van {total}: {name}</translation>
    </message>
    <message>
        <source>Save the original</source>
        <translation>Origineel bewaren</translation>
    </message>
    <message>
        <source>checked credentials</source>
        <translation>gecontroleerde bewijzen</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabel bewaren</translation>
    </message>
    <message>
        <source>Save the evidence in which folder?</source>
        <translation>In welke map bewaar je het bewijs?</translation>
    </message>
    <message>
        <source>Nothing is kept unless you ask. To check, only the issuer’s published keys and lists are looked up.</source>
        <translation>Er wordt niets bewaard, tenzij je erom vraagt. Voor de controle worden alleen openbare sleutels en lijsten van de uitgever opgezocht.</translation>
    </message>
</context>
<context>
    <name>WalletsDialog</name>
    <message>
        <source>Your wallets</source>
        <translation>Je wallets</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Each wallet is a folder of its own with its own passphrase.</source>
        <translation>Elke wallet is een eigen map met een eigen wachtzin.</translation>
    </message>
    <message>
        <source>New wallet…</source>
        <translation>Nieuwe wallet…</translation>
    </message>
    <message>
        <source>Find a folder…</source>
        <translation>Map zoeken…</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Van deze lijst halen</translation>
    </message>
    <message>
        <source>last opened {date}</source>
        <translation>laatst geopend {date}</translation>
    </message>
    <message>
        <source>not found here now</source>
        <translation>nu niet gevonden</translation>
    </message>
    <message>
        <source>Choose a wallet first.</source>
        <translation>Kies eerst een wallet.</translation>
    </message>
    <message>
        <source>There is no wallet in {folder} now.</source>
        <translation>Er staat nu geen wallet in {folder}.</translation>
    </message>
    <message>
        <source>Where is the wallet?</source>
        <translation>Waar is de wallet?</translation>
    </message>
    <message>
        <source>Where should the new wallet be kept?</source>
        <translation>Waar moet de nieuwe wallet komen?</translation>
    </message>
</context>
<context>
    <name>WebSpaceDialog</name>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>&amp;Stop sharing</source>
        <translation>&amp;Stoppen met delen</translation>
    </message>
    <message>
        <source>&amp;Copy the link</source>
        <translation>Link &amp;kopiëren</translation>
    </message>
    <message>
        <source>&amp;Try and keep</source>
        <translation>&amp;Proberen en bewaren</translation>
    </message>
    <message>
        <source>&amp;Out there</source>
        <translation>&amp;Uitstaand</translation>
    </message>
    <message>
        <source>Your &amp;web space</source>
        <translation>Je &amp;webruimte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>Aan wie</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gemaakt</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Geldig tot</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Links that are out there</source>
        <translation>Links die uitstaan</translation>
    </message>
    <message>
        <source>Whoever has a link can open it until it ends. Stop sharing deletes the page from your web space.</source>
        <translation>Wie een link heeft, kan hem openen tot hij afloopt. Stoppen met delen verwijdert de pagina van je webruimte.</translation>
    </message>
    <message>
        <source>Space that you already have: a Nextcloud or SURFdrive folder (WebDAV), or a bucket (S3). The page on it is encrypted; the key is only in the link.</source>
        <translation>Ruimte die je al hebt: een map op Nextcloud of SURFdrive (WebDAV), of een bucket (S3). De pagina daarop is versleuteld; de sleutel staat alleen in de link.</translation>
    </message>
    <message>
        <source>Folder (WebDAV)</source>
        <translation>Map (WebDAV)</translation>
    </message>
    <message>
        <source>Bucket (S3)</source>
        <translation>Bucket (S3)</translation>
    </message>
    <message>
        <source>Kind of web space</source>
        <translation>Soort webruimte</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Soort</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adres</translation>
    </message>
    <message>
        <source>&amp;User name or access key</source>
        <translation>&amp;Gebruikersnaam of toegangssleutel</translation>
    </message>
    <message>
        <source>&amp;Password or secret key</source>
        <translation>&amp;Wachtwoord of geheime sleutel</translation>
    </message>
    <message>
        <source>Address where others &amp;see it</source>
        <translation>Adres waar anderen het &amp;zien</translation>
    </message>
    <message>
        <source>&amp;Bucket</source>
        <translation>&amp;Bucket</translation>
    </message>
    <message>
        <source>&amp;Region</source>
        <translation>&amp;Regio</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>niet gezegd</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beëindigd</translation>
    </message>
    <message>
        <source>Could not be ended: {reason}</source>
        <translation>Kon niet worden beëindigd: {reason}</translation>
    </message>
    <message>
        <source>Past its end date; still on your web space</source>
        <translation>Voorbij de einddatum; staat nog op je webruimte</translation>
    </message>
    <message>
        <source>Can be opened</source>
        <translation>Is te openen</translation>
    </message>
    <message>
        <source>The page is gone. The link opens nothing any more.</source>
        <translation>De pagina is weg. De link opent niets meer.</translation>
    </message>
    <message>
        <source>It works: a page could be put there and deleted again.</source>
        <translation>Het werkt: er kon een pagina worden neergezet en weer verwijderd.</translation>
    </message>
</context>
<context>
    <name>WhatStep</name>
    <message>
        <source>Ticked things will be seen, things with a lock always are. Hide what is not needed.</source>
        <translation>Wat is aangevinkt zien ze, wat op slot staat altijd. Verberg wat niet nodig is.</translation>
    </message>
    <message>
        <source>You show “{what}”.</source>
        <translation>Je toont “{what}”.</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Add credentials from files</source>
        <translation>Bewijzen toevoegen uit bestanden</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard that can be read.</source>
        <translation>Op het klembord staat niets dat te lezen is.</translation>
    </message>
</context>
<context>
    <name>_Preview</name>
    <message>
        <source>Camera picture</source>
        <translation>Camerabeeld</translation>
    </message>
</context>
<context>
    <name>scan</name>
    <message>
        <source>That is one picture of a moving code. Scan it with the camera, or ask for the file instead.</source>
        <translation>Dat is één beeld van een bewegende code. Scan hem met de camera, of vraag om het bestand.</translation>
    </message>
</context>
</TS>
