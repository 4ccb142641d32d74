/* Languages are told by script, common words and letters; names of them; what cannot be told. */
#include "test.h"

#include "read/language.h"

static void a_sentence_tells_its_language(void **state)
{
    (void)state;
    static const struct {
        const char *code, *text;
    } cases[] = {
        {"en", "The minister said on Monday that the talks with the rebels had failed."},
        {"en", "The president José visited São Paulo on Monday for talks."},
        {"en", "Police arrested 12 protesters and the crowd left. https://t.me/x #unë @më"},
        {"fr", "Le ministre a déclaré lundi que les négociations avec les rebelles ont échoué."},
        {"de",
         "Der Minister sagte am Montag, dass die Gespräche mit den Rebellen gescheitert sind."},
        {"es", "El ministro dijo el lunes que las conversaciones con los rebeldes han fracasado."},
        {"pt",
         "O ministro disse na segunda-feira que as negociações com os rebeldes não avançaram."},
        {"it", "Il ministro ha detto lunedì che i colloqui con i ribelli sono falliti per la terza "
               "volta."},
        {"nl", "De minister zei maandag dat de gesprekken met de rebellen zijn mislukt en niet "
               "worden hervat."},
        {"sv", "Ministern sade på måndagen att samtalen med rebellerna har misslyckats och inte "
               "återupptas."},
        {"fi", "Ministeri sanoi maanantaina, että neuvottelut ovat epäonnistuneet, mutta ne eivät "
               "ole ohi."},
        {"pl",
         "Minister powiedział w poniedziałek, że rozmowy z rebeliantami nie przyniosły skutku."},
        {"cs",
         "Ministr v pondělí řekl, že jednání s povstalci ztroskotala a že se nebude pokračovat."},
        {"hu", "A miniszter hétfőn azt mondta, hogy a tárgyalások nem vezettek eredményre, és már "
               "csak a vége van."},
        {"ro", "Ministrul a declarat luni că discuțiile cu rebelii au eșuat și nu vor mai fi "
               "reluate în această lună."},
        {"tr", "Bakan pazartesi günü isyancılarla yapılan görüşmelerin başarısız olduğunu ve bir "
               "daha olmayacağını söyledi."},
        {"id", "Menteri itu mengatakan pada hari Senin bahwa pembicaraan dengan para pemberontak "
               "telah gagal."},
        {"vi", "Bộ trưởng cho biết các cuộc đàm phán với quân nổi dậy đã không thành công và sẽ "
               "không được nối lại."},
        {"sw", "Waziri alisema kuwa mazungumzo na waasi hayo yameshindwa kwa sababu ya hali ya "
               "usalama nchini."},
        {"ru", "Министр сказал в понедельник, что переговоры с повстанцами не дали результата."},
        {"uk", "Міністр сказав у понеділок, що переговори з повстанцями не дали результату і не "
               "будуть тривати."},
        {"bg", "Министърът каза в понеделник, че преговорите с бунтовниците са се провалили."},
        {"ar", "قال الوزير يوم الاثنين إن المحادثات مع المتمردين فشلت بعد ثلاثة أيام من بدء "
               "الجلسات في العاصمة."},
        {"fa",
         "وزیر روز دوشنبه گفت که گفتگوها با شورشیان شکست خورده است و این مذاکرات ادامه نمی یابد."},
        {"ur", "وزیر نے پیر کو کہا کہ باغیوں کے ساتھ مذاکرات ناکام ہو گئے ہیں اور یہ دوبارہ نہیں "
               "ہوں گے۔"},
        {"he", "השר אמר ביום שני כי השיחות עם המורדים נכשלו."},
        {"el", "Ο υπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες απέτυχαν."},
        {"hi", "मंत्री ने सोमवार को कहा कि विद्रोहियों के साथ बातचीत विफल हो गई है।"},
        {"bn", "মন্ত্রী সোমবার বলেছেন যে বিদ্রোহীদের সঙ্গে আলোচনা ব্যর্থ হয়েছে।"},
        {"ta", "கிளர்ச்சியாளர்களுடனான பேச்சுவார்த்தை தோல்வியடைந்ததாக அமைச்சர் கூறினார்."},
        {"th", "รัฐมนตรีกล่าวเมื่อวันจันทร์ว่าการเจรจากับกลุ่มกบฏล้มเหลว"},
        {"ko", "장관은 월요일 반군과의 회담이 실패했다고 말했다."},
        {"ja", "大臣は月曜日、反政府勢力との協議が失敗したと述べた。"},
        {"zh", "部长星期一表示,与叛军的谈判已经失败。"},
        {"ka", "მინისტრმა ორშაბათს განაცხადა, რომ მოლაპარაკებები ჩაიშალა."},
        {"am", "ሚኒስትሩ ሰኞ ዕለት ውይይቱ አልተሳካም ብለዋል እና ላይ ነው"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        language_guess g = language_of(view_of(cases[i].text));
        if (strcmp(g.code, cases[i].code) != 0) {
            print_error("'%s' is not '%s': %s\n", g.code, cases[i].code, cases[i].text);
            fail();
        }
    }
}

static void too_little_tells_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "2022", "Rabat", "\xFF\xFE\x00", "Kochavi Gantz Rabat"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_string_equal(language_of(view_of(texts[i])).code, "");
    }
}

static void languages_have_names(void **state)
{
    (void)state;
    assert_string_equal(language_name(VIEW("fr")), "French");
    assert_null(language_name(VIEW("xx")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_sentence_tells_its_language),
                                       cmocka_unit_test(too_little_tells_nothing),
                                       cmocka_unit_test(languages_have_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
