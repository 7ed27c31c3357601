// Where people at a school go: weight and address. The judge decides what comes of it.
type Places = readonly (readonly [weight: number, url: string])[];

export const lessons: Places = [
  [6, 'https://www.bbc.co.uk/bitesize/guides/zpwmxnb/revision/1'],
  [4, 'https://www.bbc.co.uk/bitesize/topics/z8fkmsg'],
  [5, 'https://en.wikipedia.org/wiki/Photosynthesis'],
  [4, 'https://en.wikipedia.org/wiki/Battle_of_Hastings'],
  [3, 'https://en.wikipedia.org/wiki/Plate_tectonics'],
  [3, 'https://en.wikipedia.org/wiki/An_Inspector_Calls'],
  [6, 'https://sparxmaths.com/student/homework'],
  [4, 'https://senecalearning.com/en-GB/app/courses'],
  [4, 'https://quizlet.com/gb/ks3-french-flash-cards/'],
  [4, 'https://kahoot.it/challenge'],
  [3, 'https://www.duolingo.com/learn'],
  [3, 'https://www.desmos.com/calculator'],
  [3, 'https://www.geogebra.org/classic'],
  [3, 'https://scratch.mit.edu/projects/editor/'],
  [2, 'https://phet.colorado.edu/en/simulations/circuit-construction-kit-dc'],
  [3, 'https://corbettmaths.com/contents/'],
  [3, 'https://www.physicsandmathstutor.com/chemistry-revision/gcse-aqa/'],
  [2, 'https://www.savemyexams.com/gcse/biology/'],
  [2, 'https://www.thenational.academy/pupils/years'],
  [1, 'https://www.nationalarchives.gov.uk/education/'],
  [1, 'https://www.britishmuseum.org/collection'],
  [1, 'https://www.metoffice.gov.uk/weather/learn-about'],
  [1, 'https://www.nasa.gov/solar-system/'],
];

/** Shared by lessons and breaks. */
export const everyday: Places = [
  [5, 'https://www.oakwood-trust.example/homework'],
  [4, 'https://www.school-cashless.example/lunch'],
  [3, 'https://www.bbc.co.uk/weather/2643743'],
  [2, 'https://www.bbc.co.uk/news'],
  [2, 'https://www.theguardian.com/science'],
  [1, 'https://www.firstnews.co.uk/news/'],
  [1, 'https://www.visitbritain.example/places'],
  [1, 'https://www.recipes.example/flapjack'],
];

export const staffRoom: Places = [
  [5, 'https://www.tes.com/teaching-resources'],
  [4, 'https://www.gov.uk/government/collections/national-curriculum'],
  [3, 'https://www.aqa.org.uk/subjects'],
  [3, 'https://qualifications.pearson.com/en/qualifications/edexcel-gcses.html'],
  [3, 'https://mail.google.com/mail/u/0/'],
  [2, 'https://www.youtube.com/watch'],
  [2, 'https://www.theguardian.com/education'],
  [1, 'https://www.amazon.co.uk/'],
  [1, 'https://chatgpt.com/'],
];

/** What is allowed to some and not to others. */
export const leisure: Places = [
  [10, 'https://www.youtube.com/watch?v=jNQXAC9IVRw'],
  [4, 'https://open.spotify.com/playlist/37i9dQZF1DX8Uebhn9wzrS'],
  [3, 'https://www.bbc.co.uk/sounds'],
  [2, 'https://www.thestudentroom.co.uk/forumdisplay.php?f=92'],
];

export const temptations: Places = [
  [14, 'https://poki.com/en/g/subway-surfers'],
  [10, 'https://www.roblox.com/games'],
  [9, 'https://www.coolmathgames.com/0-run-3'],
  [6, 'https://www.crazygames.com/game/smash-karts'],
  [6, 'https://slither.io/'],
  [4, 'https://games.test/play'],
  [12, 'https://www.tiktok.com/foryou'],
  [9, 'https://www.instagram.com/'],
  [8, 'https://www.snapchat.com/add'],
  [4, 'https://www.reddit.com/r/teenagers/'],
  [3, 'https://www.pinterest.co.uk/ideas/'],
  [4, 'https://discord.com/channels/@me'],
  [3, 'https://web.whatsapp.com/'],
  [5, 'https://chatgpt.com/'],
  [3, 'https://character.ai/chat'],
  [4, 'https://www.croxyproxy.com/'],
  [3, 'https://nordvpn.com/download/'],
  [2, 'https://fmovies.to/home'],
  [2, 'https://gambling.test/roulette'],
  [1, 'https://www.bet365.com/'],
  [1, 'https://pornography.test/'],
  [1, 'https://drugs.test/shop'],
  [1, 'https://vapesuperstore.co.uk/collections/disposables'],
  [1, 'https://weapons.test/knives'],
  [1, 'https://hate.test/forum'],
  [1, 'https://essay-mills.test/order'],
];

/** Judged `warn` for some phases: a page to think about first. */
export const doubtful: Places = [
  [5, 'https://www.thestudentroom.co.uk/showthread.php?t=7412345'],
  [4, 'https://www.amazon.co.uk/s?k=calculator'],
  [3, 'https://www.vinted.co.uk/catalog'],
  [2, 'https://wetransfer.com/downloads'],
  [2, 'https://chatgpt.com/'],
  [2, 'https://www.jdsports.co.uk/men/mens-footwear/'],
];

/** Found on pages without anybody asking for it. */
export const background: Places = [
  [6, 'https://www.google-analytics.com/g/collect?v=2'],
  [5, 'https://securepubads.g.doubleclick.net/tag/js/gpt.js'],
  [2, 'https://bidder.criteo.com/cdb'],
];

export const helplines: Places = [
  [3, 'https://www.childline.org.uk/get-support/'],
  [2, 'https://www.youngminds.org.uk/young-person/'],
  [1, 'https://www.talktofrank.com/'],
];

export const searches: readonly string[] = [
  'photosynthesis word equation',
  'battle of hastings causes',
  'what is a tectonic plate boundary',
  'inspector calls key quotes sheila',
  'how to factorise quadratics',
  'spanish past tense endings',
  'volcano facts',
  'romeo and juliet act 3 scene 1 summary',
  'how many protons in carbon',
  'medieval castle diagram',
  'french school subjects vocabulary',
  'simple harmonic motion a level notes',
  'weather tomorrow',
  'python for loop example',
  'who was mary seacole',
  'rivers and erosion case study',
  'angle rules parallel lines',
  'easy flapjack recipe',
];
