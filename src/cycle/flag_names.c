/* SPDX-License-Identifier: MIT */
/* Words by their first letter, each sorted. */
#include "cycle/flag_inside.h"

/* clang-format off: it would break every line once more */
/* What people are called in England, from wherever the name comes. */
static const char *const first_names[26] = {
    "aaliyah aaron abbie abby abdul abdullah abigail abraham adam adeel adele adrian "
    "agnes ahmad ahmed aidan aiden aileen aimee aisha alan alana albert albie alby "
    "alec alejandro aleksandra alex alexander alexandra alexia alexis alfie alfred "
    "ali alice alicia alina alisha alison alistair allan allison alma amaan amanda "
    "amara amber amelia amelie amina aminah amir amira amy ana anastasia andrea "
    "andreea andrew andy angela angelina angus anika anisa anita aniya ann anna "
    "annabel annabelle anne annette annie anthony antoni antonia antonio antony anya "
    "aoife april arabella archie ariana arianna arjun arlo armaan arnold arthur arya "
    "asad ash asha asher ashley ashton asif astrid aubrey audrey aurora austin ava "
    "avery ayaan ayan ayesha ayla aylin azaan",
    "bailey barbara barney barry bartosz beatrice beatrix becca beckie becky bella "
    "ben benedict benjamin benji bernadette bernard bert beth bethan bethany betty "
    "bev beverley bilal bill billie billy blake blanche bob bobbie bobby bodhi bonnie "
    "boris brad bradley brandon brenda brendan brian bridget brody brooke bruce bruno "
    "bryan bryony",
    "caitlin caleb callum calum cameron camilla cara carl carla carlos carly carmen "
    "carol carole caroline carolyn carrie carys casey caspar cassandra cassie "
    "catherine cathy catriona cecilia cecily celia celine chantel chantelle charlene "
    "charles charley charlie charlotte cherie cheryl chidi chioma chloe chris "
    "chrissie christina christine christopher cian ciara claire clara clare clarissa "
    "claudia clive cody colette colin colleen conner connie connor conor constance "
    "cora corey corinne courtney craig cristina curtis cynthia cyril",
    "daisy dalia damian damien damon dan daniel daniela danielle danny daphne darcey "
    "darcy daria darius darragh darren daryl dave david davina dawn dean deanna "
    "debbie deborah debra declan deena deirdre delilah delroy denis denise dennis "
    "denzel derek dermot desmond dexter diana diane dilan dillon dilys dimitri "
    "dominic dominik donald donna dora doreen doris dorothy doug douglas duncan dylan",
    "eamonn ed eddie eden edgar edie edith edna eduard edward edwin effie eileen "
    "elaine eleanor elena eli elias elif elijah elisa elise elisha eliza elizabeth "
    "ella ellen ellie elliot elliott ellis elodie eloise elsie elspeth emile emilia "
    "emilie emilio emily emma emmanuel enid enzo eoin eric erica erik erin ernest "
    "esme esmee esra esther ethan ethel eugene eva evan evangeline evelyn evie ewa "
    "ewan ezra",
    "fabian faisal faith farah fatima fatimah fay faye federica felicity felix "
    "ferdinand fergus filip finlay finley finn fiona flo flora florence floyd fran "
    "frances francesca francis francisco frank frankie fraser fred freda freddie "
    "freddy frederick freya",
    "gabriel gabriela gabriella gabrielle gail gareth garry gary gavin gayle gemma "
    "genevieve geoff geoffrey george georgia georgie georgina gerald geraldine gerard "
    "gethin gillian gina giovanni gita gladys glen glenda glenn gloria gordon grace "
    "graeme graham greg gregory greta gretel gurpreet gus gwen gwendoline gwyn "
    "gwyneth",
    "habib hafsa haider hailey hakeem halima hamish hamza hana hanna hannah hans "
    "haris harold haroon harpreet harriet harris harrison harry harvey hasan hassan "
    "hattie haydn haydon hayley hazel heath heather heidi helen helena henri "
    "henrietta henry herbert hilary hilda hollie holly hope howard hubert huda hugh "
    "hugo humphrey hussain hussein",
    "iain ian ibrahim ida idris iestyn ifan igor ikram ilona ilyas imaan iman imogen "
    "imran ina inaya indie ines ingrid ioan iona irene irina iris isaac isabel "
    "isabella isabelle isaiah isha ishaan isla ismail isobel issac ivan ivor ivy "
    "izaan izabella izzy",
    "jacek jack jackie jackson jacky jacob jacqueline jacqui jada jade jaden jago "
    "jaime jake jakub jamal jameela james jamie jamila jana jane janet janice janine "
    "jared jasmin jasmine jason jasper jaspreet javier jax jaxon jaxson jay jaya "
    "jayden jayne jean jeanette jed jeff jeffrey jemima jemma jen jenna jennie "
    "jennifer jenny jenson jeremiah jeremy jerome jerry jess jesse jessica jessie "
    "jill jillian jim jimmy jo joan joanna joanne joao jocelyn jodie jody joe joel "
    "joey johanna john johnny jon jonah jonathan jonny jordan jorge jorja jose joseph "
    "josephine josh joshua josie joy joyce juan juanita jude judith judy julia julian "
    "juliana julianne julie juliet juliette julius junaid justin justyna",
    "kacey kacper kai kaiden kaitlin kaitlyn kamal kamil kara kareem karen karim "
    "karina karl karla karolina kasia kasper kat kate katelyn katerina kath katharine "
    "katherine kathleen kathryn kathy katie katrina katy kay kaya kayden kayla "
    "kayleigh keanu keeley keira keiran keith kelechi kelly kelsey kelvin ken kenan "
    "kendra kenneth kenny kenzie keri kerry kev kevin khadija khadijah khalid kian "
    "kiara kieran kim kimberley kimberly kira kiran kirsten kirsty kitty klara "
    "klaudia kofi konrad kourtney kris krishna kristen kristian kristina kristopher "
    "krystal kuba kwame kyla kyle kylie kyra kyron",
    "lacey laila lana lara laura laurel lauren laurence laurie lawrence layla layton "
    "leah leanne lee leela leighton leila len lena lennon lennox lenny leo leon leona "
    "leonard leonardo leonie leroy lesley leslie levi lewis lexi lexie liam libby "
    "lila lilah lilian lillian lily linda lindsay lindsey lionel lisa liz liza lizzie "
    "lizzy lloyd logan lois lola lorenzo loretta lorna lorraine lottie lou louis "
    "louisa louise luca lucas lucia lucian lucinda lucy ludo luis luka lukas lukasz "
    "luke luna lydia lyla lyn lynda lyndsey lynette lynn lynne lyra",
    "mabel maciej mackenzie maddie maddison maddy madeleine madeline madison mae "
    "magda magdalena maggie mahmoud maia maisie maisy maja malachi malcolm malik "
    "mandy manuel mara marc marcel marcia marco marcus margaret margery margot maria "
    "mariam marian mariana marianne marie marilyn marina marion marissa marjorie mark "
    "marlene marley marlon marta martha martin martina martyn marvin mary maryam "
    "mason mateo mateusz matilda matt matthew matthias maureen maurice mavis max "
    "maximilian maxine maxwell maya meera meg megan mehmet mei mel melanie melissa "
    "melvin meredith mia micah michael michaela michal michele michelle miguel mikael "
    "mike mikey mila mildred millie milly milo mimi mina minnie mira miriam mirza "
    "misha mitchell mohamed mohammad mohammed mohamud moira molly mona monica monika "
    "montgomery morag morgan morris moses muhammad muriel murray musa mustafa mya "
    "myla myles myra",
    "nabil nadeem nadia nadine naomi nasir nasreen natalia natalie natasha nate "
    "nathan nathaniel naveed neha neil nell nellie nelson nevaeh neve neville ngozi "
    "nia niall niamh nicholas nick nicky nico nicola nicolas nicole nicoleta nigel "
    "nikita nikki niko nikola nikolai nikolas nina nishant noah nola nora noreen "
    "norma norman norris",
    "obi octavia oisin ola olga oliver olivia ollie olly olu oluwaseun omar oona "
    "ophelia orla orlando osama oscar oskar osman oswald otis ottilie otto ottoline "
    "owain owen",
    "pablo paddy paige pamela paolo parveen patricia patrick patryk patsy patty paul "
    "paula pauline pawel payton pearl pedro peggy penelope penny percy perry pete "
    "peter petra phil philip philippa phillip phoebe phyllis pierre piotr pippa polly "
    "poppy portia priscilla priya",
    "qasim quentin quinn",
    "rachael rachel rafael rafe rafferty raheem rahul raj rajesh ralph ramona "
    "randolph rania raphael rashid raul ravi ray raya raymond rayyan rebecca rebekah "
    "reece reggie reginald rehan reina rene renee reuben reza rhian rhiannon rhoda "
    "rhodri rhona rhys ria ricardo richard richie ricky rihanna riley rina rishi rita "
    "riya rob robbie robert roberta roberto robin robyn rocco roderick rodney roger "
    "rohan roisin roland romeo ron ronald ronan ronnie rory rosa rosalind rosalyn "
    "rosanna rose roseanne rosemary rosie ross rowan rowena roxanne roy ruby rudy "
    "rufus rukhsana rupert russell ruth ryan ryder rylan",
    "sabina sabrina sadia sadie safa saffron safiya sahil saima saira sal salim sally "
    "salma salman sam samantha samir samira sammy samson samuel sandeep sandra sandy "
    "sanjay saoirse sara sarah sasha saskia saul scarlett scott seamus sean sebastian "
    "selena selina selma serena sergio seth shabana shabir shabnam shane shanelle "
    "shania shanice shannon sharon shaun shauna shawn shay shazia sheena sheila "
    "shelby shelley sheridan shirley shona shreya sian sid sidney sienna sierra "
    "sigrid silas silvia simon simone simran sindy sinead siobhan skye skylar sofia "
    "solomon sonia sonny sonya sophia sophie spencer stacey stacy stan stanislaw "
    "stanley stefan stefania stella stephan stephanie stephen steve steven stevie "
    "stewart stuart sue suleiman sunil susan susanna susie suzanne suzie sybil sydney "
    "sylvia szymon",
    "tabitha tahir talha talia tamar tamara tamika tammy tamsin tania tanisha tanya "
    "tara tariq tarquin tasha tasnim tate taylor ted teddy terence teresa teri terri "
    "terry tess tessa thea thelma theo theodore theresa thomas tia tiana tiffany "
    "tilly tim timothy tina toby todd tom tomas tomasz tommy toni tony tracey tracy "
    "travis trevor tricia trina tristan trudy tyler tyreese tyrone tyson",
    "umar una ursula usman uzma",
    "valentina valerie vanessa vera verity vernon veronica vic vicki vickie vicky "
    "victor victoria vikram vince vincent violet virginia vivian vivien vivienne",
    "wallace walter wanda waqas warren wayne wendy wesley wilbur wilf wilfred "
    "wilhelmina will william willie wilma winifred winnie winston wojciech woody wren",
    "xander xanthe xavier ximena",
    "yahya yan yara yasin yasir yasmin yasmine yolanda yosef youssef yuan yusra yusuf "
    "yvette yvonne",
    "zac zach zachariah zachary zack zahra zaid zain zainab zak zakariya zane zayn "
    "zeinab zeynep zia zoe zofia zoltan zoya zubair zuzanna",
};

/* Written with a capital, not in the dictionary with a small letter, and hardly anybody's
 * name: months, places, peoples, makers, games, what schools say. */
static const char *const other_capitals[26] = {
    "aac abba aberdeen abuja accra adhd afghanistan african airbnb albania albanian "
    "alexa algeria allah alps alsatian alton american anglesey antarctica antrim apr "
    "arab arabic argentina argos armagh asap asd asdan asia asian asperger athens "
    "atlantic audi aug auntie aunty australia australian austria austrian avon",
    "ba bach baghdad bali bangkok bangladesh bangladeshi banksy barbados barbie "
    "barcelona barnados barnardos barnsley basingstoke bbc bday beano beatles bedford "
    "bedfordshire beethoven beijing belfast belgian belgium bengali benidorm "
    "berkshire berlin birmingham blackburn blackheath blackpool bluetooth bluey bmw "
    "boccia bognor bolton bosnia boston bournemouth bradford brazil brazilian brexit "
    "bridlington brie brighton brio bristol britney briton brits bro broadstairs "
    "bromley brussels bsc btw bucharest buckinghamshire budapest buddhist bulgaria "
    "bulgarian burnley butlins",
    "cadbury cairo calais california cambodia cambridge cambridgeshire camden camhs "
    "canada canadian canterbury cantonese cardiff carer caribbean carlisle cbbc "
    "cbeebies cbt celtic celts chatbot chelmsford chelsea cheltenham chennai cheshire "
    "chessington chester chesterfield chicago chihuahua childline childminder chile "
    "chinese christian christmases chromebook clacton cockapoo colchester colombia "
    "congo congolese corfu cork cornwall coventry covid crete crewe croatia croatian "
    "cromer croydon cuba cumbria cv cypriot cyprus czech",
    "damascus danish darlington dartmoor darwin deafblind dec delhi deliveroo denmark "
    "derbyshire devon dhaka disneyland diy dj doberman doncaster donegal dorset dover "
    "dr drayton dt dubai dublin dudley dumbledore dundee duolingo duplo durham dutch "
    "dvd dyscalculia dyspraxia",
    "ealing eastbourne eastenders ebay ecuador edam edf edinburgh egypt egyptian ehc "
    "ehcp einstein elsa emmerdale enfield eritrea eritrean esports essex estonia "
    "ethiopia ethiopian europe european everton exeter exmoor",
    "facebook facetime fanta faq farsi feb felixstowe fermanagh fifa filey filipino "
    "finland finnish fitbit florida folkestone fri friesian",
    "gaelic galway gambia gandalf garageband gateshead gdansk gdynia georgian german "
    "germany ghana ghanaian gibraltar glasgow gloucester gloucestershire gmail goa "
    "goalball gogglebox gps grampy gran grandpop greece greek greenwich grimsby "
    "gruffalo guernsey guildford gujarati gulliver",
    "haiti halifax hampshire hanukkah harare hargeisa harley harlow harrogate "
    "hartlepool hebrew hereford herefordshire hermione hertfordshire hexham hindi "
    "hindu hitler hogwarts holland hollywood homeschool homeschooled hoover hornby "
    "html huddersfield hungarian hungary huntingdon hydro hythe",
    "ibiza iceland ict idk ikea im indian indonesia insta instagram inverness ipswich "
    "iran iranian iraq iraqi irish islam islamabad islamic islington israel israeli "
    "istanbul italian italy ive",
    "jaffa jamaica jamaican jan japanese java javascript jedi jenga jesus jew jewish "
    "jul jun",
    "kabul kahoot karachi kashmir kaunas kent kenya kenyan kerala kerplunk kettering "
    "keynes keyworker kfc kidderminster kiev kodak koran korea korean krakow kurd "
    "kurdish kuwait kyiv",
    "labradoodle labrador lagos lahore lakers lambeth lamborghini lancashire "
    "lancaster landrover lanzarote latin latvia latvian lebanon leeds legoland "
    "leicester leicestershire lewisham lexia libya limerick lincoln lincolnshire "
    "linkedin linux lisbon lithuania lithuanian liverpool livestream llandudno lodz "
    "lol londoner longleat lourdes lowestoft lsa luigi luton luxembourg",
    "macbook macdonalds madeira madrid maidstone majorca makerspace malaga malawi "
    "malaysia mallorca malta maltese mam mammy manchester mansfield margate mcdonalds "
    "mediterranean melbourne mencap menorca mercedes mersey methodist mexican mexico "
    "middlesbrough middlesex milan milton minehead mirpur moana mogadishu moldova mon "
    "mongolia morecambe moroccan morrisons moscow motability moveon mozambique mozart "
    "mr mrs mumbai muslim mx",
    "nairobi nan nana nandos nanna nannan naples nazi nepal nepalese nepali nerf "
    "netherlands neurodivergent neurodiverse neurodiversity neurotypical newcastle "
    "newham newport nhs nigeria nigerian nike nikon norfolk northampton "
    "northamptonshire northumberland norway norwegian norwich nottingham "
    "nottinghamshire nov numicon nutella",
    "oct oculus ofqual ofsted oldham omg ontario overwatch oxfordshire",
    "pakistan pakistani palestine palestinian paris pashto passover pc pe peppa pepsi "
    "persian peru peterborough peterlee peugeot phd philippines physio piagetian "
    "picasso pikachu pinterest pixar playdate playdoh playscheme plymouth pmld "
    "polynesia pontefract poole portsmouth portugal portuguese poundland powerpoint "
    "poznan prague prestatyn preston primark pringle pshe punjabi",
    "qatar",
    "ramsgate rapunzel rarpa redcar rhodes rhyl riga rochdale rochester roma romania "
    "romanian romany rome rotherham rottweiler russia russian rutland rwanda ryanair",
    "sainsbury salford salisbury saltburn samsung santa santiago satan saudi "
    "scalextric scandinavia scarborough scottish screwfix scunthorpe sealife semh sen "
    "senco sendco sendiass senegal sep sept serbia serbian severn shakespeare "
    "shanghai sheffield shetland shih shrek shrewsbury shropshire sicily signaller "
    "sikh simba singapore siri skegness skype skyrim slovak slovakia slovenia slt "
    "smyths snapchat solihull somali somalia somerset southampton southend southport "
    "southwark southwold spaniard spiderman spotify stafford staffordshire starbucks "
    "stevenage stockman stockmen stockport stratford sudan sudanese suffolk "
    "sunderland sussex sutton swahili swansea sweden swedish swindon swiss "
    "switzerland sylhet syria syrian",
    "ta taiwan tamil tanzania tardis tas tbh teesside tehran telford tenby tenerife "
    "tetris texas thai thailand thames thomastank thorpe thunderbirds thur tibet "
    "tokyo torah toronto torquay tottenham tourette toyota tudor tue tumblr tunisia "
    "turin turkish twix tyneside tzu",
    "uber ucas uganda ugandan uk ukraine ukrainian undertale uno urdu usa uzbekistan",
    "vader valorant vegas velcro venezuela venice victorian vietnam vietnamese viking "
    "vilnius vimto vlog voldemort volkswagen",
    "waitrose wakefield walsall warhammer warrington warsaw warwick warwickshire "
    "waterstones watford wembley wetherspoons weymouth whatsapp whitby whitstable "
    "wifi wigan wikipedia wilko wiltshire wimbledon winchester windsor wjec woking "
    "wolverhampton worcester worcestershire wrexham wroclaw",
    "xmas",
    "yamaha yarmouth yemen yoda yorkshire yoruba yoshi youtuber",
    "zambia zara zelda zimbabwe zumba",
};
/* clang-format on */

static bool is_in(const char *const *words, struct str key)
{
    return key.len && key.ptr[0] >= 'a' && key.ptr[0] <= 'z' &&
           flag_is_listed(str_of(words[key.ptr[0] - 'a']), ' ', key);
}

bool flag_is_first_name(struct str key)
{
    return is_in(first_names, key);
}

bool flag_is_other_capital(struct str key)
{
    return is_in(other_capitals, key);
}
